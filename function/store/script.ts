import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script and its SHA-1 hash, by which Redis caches it. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

/** A script's reply: a word, and for some words a number. */
export type ScriptReply = readonly [word: string, number?: number];

export function createScript(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/** Runs a script by its hash. Redis has to know it; if it does not (`NOSCRIPT`), the script itself is sent. */
export function runScript(
  redis: Redis,
  { lua, sha }: Script,
  keys: readonly string[],
  args: ReadonlyArray<string | number>,
): Promise<unknown> {
  return redis.evalsha(sha, keys.length, ...keys, ...args).catch((error: Error) => {
    if (!error.message.startsWith('NOSCRIPT')) throw error;
    return redis.eval(lua, keys.length, ...keys, ...args);
  });
}
