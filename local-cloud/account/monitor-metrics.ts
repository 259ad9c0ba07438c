import type { RedisService } from './redis';

/** What a metric is measured of, such as `{ instanceid: 'crs-1a2b3c4d' }`. platform: monitor-dimensions */
export type Dimensions = Readonly<Record<string, string>>;

/** An invocation for which there was no free instance. */
interface Throttled {
  readonly functionName: string;
  readonly namespace: string;
  readonly time: number;
}

/** How long throttled invocations are remembered, in milliseconds. */
const memoryMs = 86_400_000;

/** Measures what happens in the account. platform: monitor-metrics */
export function createMetrics(redis: Pick<RedisService, 'find' | 'server'>, now: () => number) {
  let throttled: readonly Throttled[] = [];

  async function memoryInUse(instanceId = ''): Promise<number> {
    const memory = await (await redis.server(instanceId))?.memory();
    const megabytes = redis.find(instanceId)?.memSize ?? 0;
    if (memory === undefined || megabytes === 0) return 0;
    return (100 * memory.used) / (memory.limit > 0 ? memory.limit : megabytes * 1_048_576);
  }

  /** The metrics by the name of their policy type, each with the dimensions that name its object. */
  const metrics: Readonly<Record<string, Readonly<Record<string, (of: Dimensions, from: number) => Promise<number>>>>> =
    {
      SCF: {
        Throttle: async ({ functionName, namespace }, from) =>
          throttled.filter(
            (one) => one.functionName === functionName && one.namespace === namespace && one.time >= from,
          ).length,
      },
      redis_mem_edition: { MemUtil: ({ instanceid }) => memoryInUse(instanceid) },
    };

  return {
    has: (type: string, metric: string) => Object.hasOwn(metrics[type] ?? {}, metric),
    hasType: (type: string) => Object.hasOwn(metrics, type),
    /** @returns the value of a metric since a time, in milliseconds since 1970 */
    measure: async (type: string, metric: string, of: Dimensions, from: number): Promise<number> =>
      (await metrics[type]?.[metric]?.(of, from)) ?? 0,
    recordThrottled(functionName: string, namespace: string): void {
      const time = now();
      throttled = [...throttled.filter((one) => one.time > time - memoryMs), { functionName, namespace, time }];
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
