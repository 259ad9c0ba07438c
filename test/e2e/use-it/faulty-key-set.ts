import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an address does instead of answering. */
export type KeySetFault = keyof typeof faults;

/** An address of the public keys that does not work until it is repaired. */
export interface FaultyKeySet {
  /** Without a trailing slash. */
  readonly url: string;
  repair(): void;
  stop(): Promise<void>;
}

const faults = {
  refuses: (response) => response.socket?.destroy(),
  resets: (response) => response.socket?.resetAndDestroy(),
  'breaks off': (response) => response.writeHead(200).write('{', () => response.destroy()),
  // A page of a proxy in front of it.
  'shows a page': (response) => response.writeHead(200).end('<h1>Please wait</h1>'),
  // What the platform answers for a function that it cannot start.
  fails: (response) => response.writeHead(500).end('{"errorCode":1,"errorMessage":"no instance"}'),
  hangs: () => {},
} satisfies Readonly<Record<string, (response: ServerResponse) => void>>;

/** @param serviceUrl where the keys are after the repair */
export async function startFaultyKeySet(serviceUrl: string, fault: KeySetFault): Promise<FaultyKeySet> {
  let isRepaired = false;
  const server = createServer(async (_, response) => {
    if (!isRepaired) return faults[fault](response);
    // contract: the back end reads the keys.
    const keys = await fetch(`${serviceUrl}?method=jwks`);
    response.setHeader('content-type', 'application/json').end(await keys.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repair() {
      isRepaired = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
