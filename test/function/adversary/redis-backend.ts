import { Redis } from 'ioredis';
import { createRedisConnection } from '../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../function/store/redis/redis-store';
import { startRedisServer } from '../../../local-cloud/process/redis-server';
import type { Backend } from './backend';

/** A Redis store with a real server. Each instance has a connection of its own, which the games share. */
export async function startRedisBackend(): Promise<Backend & { stop(): Promise<void> }> {
  const server = await startRedisServer();
  const admin = new Redis({ port: server.port, protocol: 2 });
  const connections = new Map<number, ReturnType<typeof createRedisConnection>>();
  const connectionOf = (instance: number) => {
    const connection = connections.get(instance) ?? createRedisConnection(server);
    connections.set(instance, connection);
    return connection;
  };
  return {
    forgets: false,
    async start(rules, now) {
      await admin.flushall();
      return (instance) => createRedisStore(connectionOf(instance), rules, now);
    },
    async stop() {
      for (const connection of connections.values()) connection.close();
      admin.disconnect();
      await server.stop();
    },
  };
}
