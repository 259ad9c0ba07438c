import { startLocalServer } from '../../../demo/local-server';
import { createMainHandler } from '../../../function/service';
import { documented } from '../../support/documented-handler';
import { newSessionKey } from '../../support/session-keys';

/** The service at an address of its own, as `make start` runs it. */
export interface ExampleService {
  /** Without a trailing slash, like the output `url`. */
  readonly url: string;
  /** Takes the time from another clock, which returns milliseconds since 1970. */
  setClock(now: () => number): void;
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
  const clock = { now: Date.now };
  const environment = {
    CODE_STORE: 'memory',
    SMS_SENDER: 'console',
    SESSION_KEYS: newSessionKey(),
    SESSION_ISSUER: issuer,
    ...variables,
  };
  const start = (more = {}) =>
    documented(
      createMainHandler({
        environment: { ...environment, ...more },
        now: () => clock.now(),
        writeLine: (line) => messages.push(line),
      }),
    );
  let handle = start();
  const { port, stop } = await startLocalServer((event, context) => handle(event, context), 0);
  return {
    url: `http://127.0.0.1:${port}`,
    setClock(now) {
      clock.now = now;
    },
    allowOrigin(origin) {
      handle = start({ CORS_ORIGINS: origin });
    },
    newestCode: () => messages.flatMap((line) => /^SMS to \S+ \D*(\d{6})/.exec(line)?.[1] ?? []).at(-1) ?? '',
    stop,
  };
}
