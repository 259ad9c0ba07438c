import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { RedisSettings } from '../configuration/configuration';
import { StoreUnavailableError } from './code-store';

/** A Lua script and the name Redis knows it by. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

/** A script's reply: a word, and sometimes a number. */
export type ScriptReply = readonly [word: string, number?: number];

/** The connection to Redis: opened by the first operation and kept. */
export interface RedisConnection {
  /** Runs a script. @throws {StoreUnavailableError} when there is no reply within {@link operationTimeout} */
  run(script: Script, keys: readonly string[], args: ReadonlyArray<string | number>): Promise<ScriptReply>;
  close(): void;
}

/** Milliseconds for an operation, connecting and repeating included. */
const operationTimeout = 1500;
/** Milliseconds to connect. */
const connectTimeout = 600;
/** Milliseconds without a reply after which the connection counts as dead: a new one is made, the script sent again. */
const silenceTimeout = 600;
/** Milliseconds between two attempts to connect, and how long after the first failure the last may begin. */
const reconnectDelay = 100;
const reconnectSpan = 600;

/** Names a script. */
export function createScript(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/** Prepares a connection; nothing is opened yet. */
export function createRedisConnection(settings: RedisSettings): RedisConnection {
  let current: Client | undefined;

  /** Drops a client that has failed with all it had queued; the next operation makes a new one. */
  function drop(failed: Client): void {
    if (current === failed) current = undefined;
    failed.redis.disconnect();
  }

  return {
    run(script, keys, args) {
      current ??= createClient(settings);
      const client = current;
      return new Promise((resolve, reject) => {
        const succeed = (reply: unknown) => {
          clearTimeout(timer);
          resolve(reply as ScriptReply);
        };
        const fail = (message: string) => {
          clearTimeout(timer);
          if (client.redis.status !== 'ready' || hopeless.test(message)) drop(client);
          // Made anew: ioredis hangs the command with its arguments on its errors, and they must not get into a log.
          reject(new StoreUnavailableError([message, client.latestError()].filter(Boolean).join(' ')));
        };
        const reconnect = () => {
          timer = setTimeout(fail, operationTimeout - silenceTimeout, `No reply within ${operationTimeout} ms.`);
          client.redis.stream.destroy();
        };
        let timer = setTimeout(reconnect, silenceTimeout);
        const { redis } = client;
        redis.evalsha(script.sha, keys.length, ...keys, ...args).then(succeed, ({ message }: Error) => {
          if (!message.startsWith('NOSCRIPT')) return fail(message);
          redis.eval(script.lua, keys.length, ...keys, ...args).then(succeed, (error: Error) => fail(error.message));
        });
      });
    },
    close() {
      if (current !== undefined) drop(current);
    },
  };
}

/** Failures that another connection may not have: a lost one, or one to a primary that has become a replica. */
const hopeless = /^(No reply|READONLY)/;

interface Client {
  readonly redis: Redis;
  /** What the connection said last of its troubles. */
  latestError(): string | undefined;
}

function createClient({ host, port, password }: RedisSettings): Client {
  let failingSince: number | undefined;
  let latestError: string | undefined;
  const redis = new Redis({
    host,
    port,
    ...(password !== '' && { password }),
    protocol: 2,
    // Both are commands of their own at each connect, and older or proxied instances know only one of them.
    disableClientInfo: true,
    enableReadyCheck: false,
    connectTimeout,
    // Scripts tell a repeat, so what has had no reply can be sent again; the retry strategy is what ends it.
    maxRetriesPerRequest: null,
    retryStrategy() {
      failingSince ??= Date.now();
      return Date.now() - failingSince < reconnectSpan ? reconnectDelay : null;
    },
  });
  redis.on('error', (error: Error) => {
    latestError = `(${error.message})`;
  });
  redis.on('ready', () => {
    failingSince = undefined;
    latestError = undefined;
  });
  return { redis, latestError: () => latestError };
}
