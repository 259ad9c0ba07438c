import { Redis } from 'ioredis';
import type { RedisServer } from '../../local-cloud/process/redis-server';

/** Sends one command to a Redis server, on a connection of its own. */
export async function sendToRedis(
  { port, password }: Pick<RedisServer, 'port' | 'password'>,
  ...command: readonly [string, ...string[]]
): Promise<unknown> {
  const client = new Redis({ port, password, protocol: 2, lazyConnect: true });
  try {
    return await client.call(...command);
  } finally {
    client.disconnect();
  }
}
