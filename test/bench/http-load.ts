import { once } from 'node:events';
import { connect } from 'node:net';

/** A request: `POST` with a JSON body. */
export interface LoadRequest {
  readonly path: string;
  readonly body: string;
}

/**
 * Sends requests to a server of this machine over several connections, each of which sends its next request as soon as it has the reply
 * to the one before. It parses no more of a reply than it must, so that the server, and not the load, is what limits the rate.
 *
 * @param sequences requests that one connection sends in this order
 * @throws {Error} if a reply has another status than 200, or does not contain what `isReply` looks for
 */
export async function sendRequests(
  port: number,
  sequences: ReadonlyArray<readonly LoadRequest[]>,
  { connections, isReply }: { readonly connections: number; readonly isReply: RegExp },
): Promise<void> {
  const rest = sequences.values();
  const connection = async () => {
    const exchange = await connectTo(port);
    for (const sequence of rest) {
      for (const request of sequence) {
        const reply = await exchange(request);
        if (!reply.startsWith('HTTP/1.1 200 ') || !isReply.test(reply))
          throw new Error(`A request was answered: ${reply}`);
      }
    }
    exchange.close();
  };
  await Promise.all(Array.from({ length: connections }, connection));
}

/** A connection, which sends a request and returns the whole reply. */
interface Exchange {
  (request: LoadRequest): Promise<string>;
  close(): void;
}

async function connectTo(port: number): Promise<Exchange> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
  await once(socket, 'connect');
  let received = '';
  let waiting: { readonly resolve: (reply: string) => void; readonly reject: (error: Error) => void } | undefined;
  socket.on('data', (text: string) => {
    received += text;
    const bodyStart = received.indexOf('\r\n\r\n') + 4;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
    if (bodyStart < 4 || received.length < bodyStart + length) return;
    waiting?.resolve(received);
    received = '';
  });
  socket.once('error', (error) => waiting?.reject(error));
  socket.once('close', () => waiting?.reject(new Error('The server closed a connection.')));
  const exchange = ({ path, body }: LoadRequest) =>
    new Promise<string>((resolve, reject) => {
      waiting = { resolve, reject };
      const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json`;
      socket.write(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  return Object.assign(exchange, { close: () => void socket.destroy() });
}
