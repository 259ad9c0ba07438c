import { connect, createServer, type Socket } from 'node:net';

/** A TCP relay between a client and a server that simulates network failures. */
export interface FaultyNetwork {
  readonly host: string;
  readonly port: number;
  /** Number of connections since the start. */
  readonly connections: number;
  /** Drops all further data of the present connections without closing them; new connections work. */
  loseConnections(): void;
  /** Closes the connection of the next reply after this many bytes of it. */
  cutNextReplyAfter(bytes: number): void;
  /** Closes the connection of the next reply before its first byte. */
  loseNextReply(): void;
  stop(): Promise<void>;
}

/** Starts the relay on loopback, on a free port. */
export async function startFaultyNetwork(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultyNetwork> {
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket; lost: boolean }>();
  let cutAfter: number | undefined;
  let connections = 0;

  const relay = createServer((client) => {
    connections++;
    const pair = { client, server: connect(target.port, target.host), lost: false };
    pairs.add(pair);
    const end = () => {
      client.destroy();
      pair.server.destroy();
      pairs.delete(pair);
    };
    client.on('data', (data) => pair.lost || pair.server.write(data));
    pair.server.on('data', (data) => {
      if (pair.lost) return;
      if (cutAfter === undefined) {
        client.write(data);
        return;
      }
      const rest = data.subarray(0, cutAfter);
      cutAfter = undefined;
      client.write(rest, end);
    });
    for (const socket of [client, pair.server]) socket.on('error', end).on('close', () => pair.lost || end());
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');

  return {
    host: '127.0.0.1',
    port: address.port,
    get connections() {
      return connections;
    },
    loseConnections() {
      for (const pair of pairs) pair.lost = true;
    },
    cutNextReplyAfter(bytes) {
      cutAfter = bytes;
    },
    loseNextReply() {
      cutAfter = 0;
    },
    async stop() {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
