import { Redis } from 'ioredis';
import type { RedisSettings } from '../../configuration/configuration';

/** Milliseconds to connect. */
const connectTimeout = 600;
/** Milliseconds between two attempts to connect. */
const reconnectDelay = 100;
/** Milliseconds after the first failure during which the client starts further attempts to connect. */
const reconnectPeriod = 600;

/** A client of ioredis, which connects by itself. */
export interface RedisClient {
  readonly redis: Redis;
  /** The newest error of the connection; `undefined` once it is ready again. */
  latestError(): string | undefined;
}

/** Creates a client, which starts to connect. */
export function createRedisClient({ host, port, password }: RedisSettings): RedisClient {
  let failingSince: number | undefined;
  let latestError: string | undefined;
  const redis = new Redis({
    host,
    port,
    ...(password !== '' && { password }),
    protocol: 2,
    // Both would send an additional command on each connection, and older or proxied instances do not support both. platform: redis-commands
    disableClientInfo: true,
    enableReadyCheck: false,
    connectTimeout,
    // Scripts are idempotent, so an unanswered one can be sent again, until `retryStrategy` gives up.
    maxRetriesPerRequest: null,
    retryStrategy() {
      failingSince ??= Date.now();
      return Date.now() - failingSince < reconnectPeriod ? reconnectDelay : null;
    },
  });
  redis.on('error', (error: Error) => {
    latestError = error.message;
  });
  redis.on('ready', () => {
    failingSince = undefined;
    latestError = undefined;
  });
  return { redis, latestError: () => latestError };
}
