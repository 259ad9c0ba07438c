import type { Redis } from 'ioredis';
import type { RedisSettings } from '../../configuration/configuration';
import { StoreUnavailableError } from '../code-store';
import { createRedisClient, type RedisClient } from './redis-client';
import { runScript, type Script, type ScriptCallbacks, type ScriptReply } from './script';

/** A connection to Redis, which the first operation opens and the following ones reuse. */
export interface RedisConnection {
  /**
   * Runs a script. The keys get the prefix of the settings.
   *
   * @throws {StoreUnavailableError} if Redis does not reply within {@link operationTimeout}, or replies with an error
   */
  run(script: Script, keys: readonly string[], args: ReadonlyArray<string | number>): Promise<ScriptReply>;
  /**
   * Returns the time of Redis in milliseconds since 1970.
   *
   * @throws {StoreUnavailableError} like {@link run}
   */
  time(): Promise<number>;
  close(): void;
}

/** Milliseconds for an operation, connecting and sending the script again included. */
const operationTimeout = 1500;
/** Milliseconds without a reply after which the connection counts as dead. platform: frozen-when-idle */
const silenceTimeout = 600;

/**
 * Errors that a new connection may avoid: no reply, or a primary that has become a replica. Until Redis 6.2, the error of a script
 * begins with the script's name.
 */
const connectionErrors = /^No reply|\bREADONLY\b/;

/** Creates a connection, which is not open yet. */
export function createRedisConnection({ keyPrefix = '', ...settings }: RedisSettings): RedisConnection {
  const prefixed = (keys: readonly string[]) => (keyPrefix === '' ? keys : keys.map((key) => keyPrefix + key));
  let current: RedisClient | undefined;

  /** Closes a client and drops its queued commands; the next operation creates a new client. */
  function drop(client: RedisClient): void {
    if (current === client) current = undefined;
    client.redis.disconnect();
  }

  /** Sends a command by a function that calls exactly one of its callbacks. */
  function send(command: (redis: Redis, callbacks: ScriptCallbacks) => void): Promise<unknown> {
    current ??= createRedisClient(settings);
    const client = current;
    return new Promise((resolve, reject) => {
      const fail = (message: string) => {
        stopTimers();
        if (client.redis.status !== 'ready' || connectionErrors.test(message)) drop(client);
        reject(unavailable(message, client));
      };
      const stopTimers = startTimers(client, fail);
      // Callbacks instead of a promise, since every request takes this path.
      command(client.redis, {
        onReply: (reply) => {
          stopTimers();
          resolve(reply);
        },
        onError: ({ message }) => fail(message),
      });
    });
  }

  return {
    run: (script, keys, args) =>
      send((redis, callbacks) => runScript(redis, script, prefixed(keys), args, callbacks)) as Promise<ScriptReply>,
    async time() {
      const reply = await send((redis, { onReply, onError }) => redis.time().then(onReply, onError));
      const [seconds, microseconds] = reply as readonly [number, number];
      return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
    },
    close() {
      if (current !== undefined) drop(current);
    },
  };
}

/**
 * Watches an operation: after {@link silenceTimeout} it breaks the connection, so that ioredis opens another one and sends
 * the script again; after {@link operationTimeout} the operation has failed.
 *
 * @returns a function that stops the timers
 */
function startTimers({ redis }: RedisClient, fail: (message: string) => void): () => void {
  let timer = setTimeout(reconnect, silenceTimeout);
  function reconnect(): void {
    timer = setTimeout(fail, operationTimeout - silenceTimeout, `No reply within ${operationTimeout} ms.`);
    redis.stream.destroy();
  }
  return () => clearTimeout(timer);
}

/** A new error: ioredis attaches the command's arguments to its own, and they must not get into the log. */
function unavailable(message: string, client: RedisClient): StoreUnavailableError {
  const connectionError = client.latestError();
  return new StoreUnavailableError(connectionError === undefined ? message : `${message} (${connectionError})`);
}
