import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import type { Figure } from './figure';
import type { StartOptions } from './start';

const run = promisify(execFile);
/** Milliseconds that the network takes each way. */
const delay = 5;

/**
 * Counts the round trips to Redis before the first reply of a cold instance, in a network that takes its time. Connecting is one, and each
 * change from receiving to sending is another one.
 */
export async function measureRoundTrips({ codeFile, redis, folder }: StartOptions): Promise<Figure[]> {
  const network = await startSlowNetwork(redis);
  try {
    const event = { httpMethod: 'GET', queryString: { method: 'login', phone: '8618566246600', code: '123456' } };
    const program = join(folder, 'first-reply.js');
    await writeFile(
      program,
      // contract: as in measured-service.ts.
      `require(${JSON.stringify(codeFile)}).main_handler(${JSON.stringify(event)}, {})
        .then(({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));`,
    );
    const env = {
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(network.port),
      REDIS_PASSWORD: redis.password,
      SMS_SENDER: 'console',
    };
    const count = async () => {
      const before = network.roundTrips();
      await run(process.execPath, [program], { env });
      return network.roundTrips() - before;
    };
    // The first instance of all brings its scripts along, which Redis keeps.
    await count();
    return [{ name: 'first reply: round trips to Redis', value: await count(), unit: '', goal: { atMost: 3 } }];
  } finally {
    network.stop();
  }
}

/** Starts a relay to Redis on loopback that delays all data. */
async function startSlowNetwork({ host, port }: RedisServer) {
  let roundTrips = 0;
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    roundTrips++;
    let isSending = false;
    const server = connect(port, host);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.on('data', async (data) => {
      if (!isSending) roundTrips++;
      isSending = true;
      await sleep(delay);
      server.write(data);
    });
    server.on('data', async (data) => {
      isSending = false;
      await sleep(delay);
      client.write(data);
    });
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  if (typeof address !== 'object' || address === null) throw new Error('The relay has no port.');
  return {
    port: address.port,
    roundTrips: () => roundTrips,
    stop() {
      for (const socket of sockets) socket.destroy();
      relay.close();
    },
  };
}
