import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Handler } from '../../function/http/handler';
import type { CodeToCheck } from '../../function/store/code-store';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import type { Script, ScriptReply } from '../../function/store/redis/script';
import { deriveCodeKey, hashCode } from '../../function/verification/code';
import { createAttemptId, createNetworkTags, createNumberHashes } from '../../function/verification/keyed-hash';
import { call, clientAddress, eventOf, measuredRules, redisSettings, sentNumber } from './measured-service';

/** A login, as an application requests it and as Redis gets it. */
export interface PreparedLogin {
  /** The fields of the request. */
  readonly fields: Readonly<Record<'method' | 'phone' | 'code' | 'handle', string>>;
  /** The event of the request. */
  readonly event: object;
  readonly requestId: string;
  /** What the store is asked. */
  readonly attempt: CodeToCheck;
  /** The arguments of `EVALSHA` with which the service checks the code: the script, the number of keys, the keys and the arguments. */
  readonly evalsha: readonly [sha: string, keyCount: number, ...rest: ReadonlyArray<string | number>];
}

/** How many codes are stored at a time: more could wait for longer than the store's time-out. */
const batchSize = 100;
const rightCode = '135790';
const wrongCode = '097531';

/**
 * Stores codes in an empty Redis, each for a number of its own, and returns the logins that enter each of them wrong and then right.
 *
 * @param codes a multiple of 100
 */
export async function prepareLogins(redis: Redis, codes: number): Promise<ReadonlyArray<readonly PreparedLogin[]>> {
  await redis.call('FLUSHALL');
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules);
  const key = deriveCodeKey(redisSettings.password);
  const hashNumber = createNumberHashes(key);
  const networks = createNetworkTags(key)(clientAddress);
  let evalsha: PreparedLogin['evalsha'] | undefined;
  const recorder = createRedisStore({ run: record, time: async () => 0, close() {} }, measuredRules);
  async function record({ sha }: Script, keys: readonly string[], args: ReadonlyArray<string | number>) {
    evalsha = [sha, keys.length, ...keys, ...args];
    return ['expired'] satisfies ScriptReply;
  }

  async function prepare(number: number): Promise<PreparedLogin[]> {
    const phone = sentNumber(number);
    const e164 = `+${phone}`;
    const handle = randomBytes(12).toString('base64url');
    const { known } = hashNumber(e164);
    const stored = { phone: e164, handle, codeHash: hashCode(key, e164, rightCode), known, networks };
    const { result } = await store.storeCode({ ...stored, captcha: 'solved' });
    if (result !== 'stored') throw new Error(`A code was not stored, but ${result}.`);
    const prepared: PreparedLogin[] = [];
    for (const code of [wrongCode, rightCode]) {
      const requestId = `${code}-${number}`;
      const codeHash = hashCode(key, e164, code);
      const attempt = {
        phone: e164,
        handle,
        known,
        networks,
        codeHash,
        attemptId: createAttemptId(requestId, codeHash, handle),
      };
      await recorder.checkCode(attempt);
      if (evalsha === undefined) throw new Error('The store ran no script.');
      const fields = { method: 'login', phone, code, handle } as const;
      prepared.push({ fields, event: eventOf(fields), requestId, attempt, evalsha });
    }
    return prepared;
  }

  const prepared: PreparedLogin[][] = [];
  for (let first = 0; first < codes; first += batchSize) {
    const numbers = Array.from({ length: batchSize }, (_, index) => first + index);
    prepared.push(...(await Promise.all(numbers.map(prepare))));
  }
  // Loads the script into Redis, for those who send its hash alone.
  await store.checkCode({
    phone: '+8618500000000',
    codeHash: '',
    attemptId: '',
    handle: 'x'.repeat(16),
    known: { shard: 0, member: 0 },
  });
  store.close();
  return prepared;
}

/**
 * Calls the service with a login.
 *
 * @throws {Error} if the code is neither right nor wrong
 */
export async function logIn(handle: Handler, { event, requestId }: PreparedLogin): Promise<void> {
  const body = await call(handle, requestId, event);
  if (!/"(?:Success|CodeIsError)"/.test(body)) throw new Error(`A login was answered: ${body}`);
}
