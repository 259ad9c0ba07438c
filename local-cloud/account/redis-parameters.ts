import { CloudError } from './cloud-error';

/** Values of an instance's parameters, by name. */
export type RedisParameters = Readonly<Record<string, string>>;

/** A parameter that has one of several values. Changing it needs no restart. platform: redis-noeviction */
export interface RedisParameter {
  readonly name: string;
  readonly byDefault: string;
  readonly values: readonly string[];
}

/** The parameters that instances have here. The real ones have more. */
export const redisParameters: readonly RedisParameter[] = [
  {
    name: 'maxmemory-policy',
    byDefault: 'noeviction',
    // As listed in the vendor's "Basic Usage Guidelines" of TencentDB for Redis.
    values: ['allkeys-lru', 'allkeys-random', 'noeviction', 'volatile-lru', 'volatile-random', 'volatile-ttl'],
  },
];

/** The values of a new instance. */
export const defaultRedisParameters: RedisParameters = Object.fromEntries(
  redisParameters.map(({ name, byDefault }) => [name, byDefault]),
);

/** Refuses parameters that do not exist, and values that they cannot have. */
export function checkRedisParameters(wanted: RedisParameters): void {
  for (const [name, value] of Object.entries(wanted)) {
    const parameter = redisParameters.find((one) => one.name === name);
    if (parameter === undefined) {
      const names = redisParameters.map((one) => one.name).join(', ');
      throw new CloudError('InvalidParameter', `There is no parameter ${name}; there is ${names}.`, 'InstanceParams');
    }
    if (!parameter.values.includes(value)) {
      const message = `The parameter ${name} cannot be ${value}, but ${parameter.values.join(', ')}.`;
      throw new CloudError('InvalidParameter', message, 'InstanceParams');
    }
  }
}
