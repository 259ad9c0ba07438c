import { startLocalServer } from '../../../demo/local-server';
import { createMainHandler } from '../../../function/service';
import { expectContract } from '../../function/trial-service';
import { newSessionKey } from '../../support/session-keys';

/** The service at an address of its own, as `make start` runs it. */
export interface ExampleService {
  /** Without a trailing slash, like the output `url`. */
  readonly url: string;
  /** Returns the current time in milliseconds since 1970. A test may change it. */
  now: () => number;
  /** Lets pages of an origin send requests, from now on. */
  allowOrigin(origin: string): void;
  /** Returns the newest code; empty if there is none. */
  newestCode(): string;
  stop(): Promise<void>;
}

/** The issuer of its tokens. */
export const issuer = 'sms-verification-test';

export async function startExampleService(variables: Readonly<Record<string, string>> = {}): Promise<ExampleService> {
  const messages: string[] = [];
  const environment = {
    CODE_STORE: 'memory',
    SMS_SENDER: 'console',
    SESSION_KEYS: newSessionKey(),
    SESSION_ISSUER: issuer,
    ...variables,
  };
  const start = (more = {}) =>
    createMainHandler({
      environment: { ...environment, ...more },
      now: () => service.now(),
      writeLine: (line) => messages.push(line),
    });
  let handle = start();
  const { port, stop } = await startLocalServer(async (event, context) => {
    const reply = await handle(event, context);
    expectContract(event, reply);
    return reply;
  }, 0);
  const service: ExampleService = {
    url: `http://127.0.0.1:${port}`,
    now: Date.now,
    allowOrigin(origin) {
      handle = start({ CORS_ORIGINS: origin });
    },
    newestCode: () => messages.flatMap((line) => /^SMS to \S+ \D*(\d{6})/.exec(line)?.[1] ?? []).at(-1) ?? '',
    stop,
  };
  return service;
}
