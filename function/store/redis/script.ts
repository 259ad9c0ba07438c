import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script and its SHA-1 hash, by which Redis caches it. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

/** A script's reply: a word, for some words a number, and further words. */
export type ScriptReply = readonly [word: string, number?: number, ...words: string[]];

export function createScript(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/** Receives the result of a script; exactly one of the two is called. */
export interface ScriptCallbacks {
  readonly onReply: (reply: unknown) => void;
  readonly onError: (error: Error) => void;
}

/** Runs a script by its hash. If Redis does not know the hash (`NOSCRIPT`), the script itself is sent. */
export function runScript(
  redis: Redis,
  { lua, sha }: Script,
  keys: readonly string[],
  args: ReadonlyArray<string | number>,
  { onReply, onError }: ScriptCallbacks,
): void {
  redis.evalsha(sha, keys.length, ...keys, ...args).then(onReply, (error: Error) => {
    if (!error.message.startsWith('NOSCRIPT')) return onError(error);
    redis.eval(lua, keys.length, ...keys, ...args).then(onReply, onError);
  });
}
