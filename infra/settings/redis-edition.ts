/** Redis versions on sale. */
export const redisVersions = ['4.0', '5.0', '6.2', '7.0'] as const;
export type RedisVersion = (typeof redisVersions)[number];

/** `standard` keeps everything in one shard, `cluster` in several. */
export const redisArchitectures = ['standard', 'cluster'] as const;
export type RedisArchitecture = (typeof redisArchitectures)[number];

/** The API's `TypeId`, by version and architecture. */
const typeIds: Readonly<Record<RedisVersion, Readonly<Record<RedisArchitecture, number>>>> = {
  '4.0': { standard: 6, cluster: 7 },
  '5.0': { standard: 8, cluster: 9 },
  '6.2': { standard: 15, cluster: 16 },
  '7.0': { standard: 17, cluster: 18 },
};

/** The API's number for a version in an architecture. */
export function redisTypeId(version: RedisVersion, architecture: RedisArchitecture): number {
  return typeIds[version][architecture];
}
