/** Redis versions that can be bought. */
export const redisVersions = ['4.0', '5.0', '6.2', '7.0'] as const;
export type RedisVersion = (typeof redisVersions)[number];

/** `standard` has one shard, `cluster` one or more. */
export const redisArchitectures = ['standard', 'cluster'] as const;
export type RedisArchitecture = (typeof redisArchitectures)[number];

/** The API's `TypeId` of each version and architecture. platform: redis-type-ids */
const typeIds: Readonly<Record<RedisVersion, Readonly<Record<RedisArchitecture, number>>>> = {
  '4.0': { standard: 6, cluster: 7 },
  '5.0': { standard: 8, cluster: 9 },
  '6.2': { standard: 15, cluster: 16 },
  '7.0': { standard: 17, cluster: 18 },
};

/** The API's `TypeId` of a version in an architecture. */
export function redisTypeId(version: RedisVersion, architecture: RedisArchitecture): number {
  return typeIds[version][architecture];
}

/** The API's `TypeId`s of all versions and architectures. */
export const redisTypeIds: readonly number[] = Object.values(typeIds).flatMap((byArchitecture) =>
  Object.values(byArchitecture),
);
