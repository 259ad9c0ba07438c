import { Redis } from 'ioredis';
import type { Handler } from '../../function/http/handler';
import type { Reply } from '../../function/http/reply';
import type { CodeToCheck, StoreRules } from '../../function/store/code-store';
import { createRedisStore } from '../../function/store/redis/redis-store';
import { runScript, type Script, type ScriptReply } from '../../function/store/redis/script';
import { createCalendar } from '../../function/verification/calendar-day';
import { deriveCodeKey } from '../../function/verification/code';
import { hashKnownNumber } from '../../function/verification/keyed-hash';
import { reportReply } from './report';

const { CODE_FILE = '', REDIS_HOST = '', REDIS_PORT = '', REDIS_PASSWORD = '' } = process.env;

/** Connection settings of the Redis instance used for measuring. */
export const redisSettings = { host: REDIS_HOST, port: Number(REDIS_PORT), password: REDIS_PASSWORD };

/** Loads a new copy of the bundle, with variables in addition to those of the process environment. */
export function loadService(variables: Readonly<Record<string, string>> = {}): Handler {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  delete require.cache[CODE_FILE];
  try {
    // contract: call() reports the first replies.
    return (require(CODE_FILE) as { main_handler: Handler }).main_handler;
  } finally {
    process.env = before;
  }
}

/** Connects to Redis as an application without the service's store would. */
export function connectBare(): Redis {
  return new Redis({ ...redisSettings, protocol: 2 });
}

/** Returns one of a thousand phone numbers, in E.164 without the `+`. */
export const phoneOf = (number: number) => `86185662${46000 + (number % 1000)}`;

/** Returns the fields of a login for one of these numbers. The number has no code, so the outcome is `CodeHasExpired`. */
export const loginFields = (number: number) => ({ method: 'login', phone: phoneOf(number), code: '123456' });

/** The limits of a store that is measured: the defaults, but for client networks. */
export const measuredRules: StoreRules = {
  codeTtl: 300_000,
  maxAttempts: 3,
  sendInterval: 30_000,
  sendDailyLimit: 10,
  sendAddressLimit: 1_000_000,
  addressWindow: 3_600_000,
  dayOf: createCalendar('UTC'),
};

/** An attempt for one of these numbers. */
export const checkOf = (number: number): CodeToCheck => ({
  phone: `+${phoneOf(number)}`,
  attemptId: `r${number}`,
  codeHash: 'x'.repeat(22),
  known: { shard: 0, member: number },
  networks: { network: 'Wm9vbWVk' },
});

/** Returns a function that runs the script of a login for one of these numbers, with ioredis and nothing else. */
export async function bareCheck(): Promise<(number: number) => Promise<unknown>> {
  const redis = connectBare();
  const run = (script: Script, keys: readonly string[], args: ReadonlyArray<string | number>) =>
    new Promise<ScriptReply>((onReply, onError) =>
      runScript(redis, script, keys, args, { onReply: (reply) => onReply(reply as ScriptReply), onError }),
    );
  // Has the store make the command once, and repeats it.
  let command: Parameters<typeof run> | undefined;
  const record = (...made: Parameters<typeof run>) => {
    command = made;
    return run(...made);
  };
  await createRedisStore({ run: record, time: async () => 0, close() {} }, measuredRules).checkCode(checkOf(0));
  if (command === undefined) throw new Error('The store ran no script.');
  const [{ sha }, keys, args] = command;
  return () => redis.evalsha(sha, keys.length, ...keys, ...args);
}

/**
 * Makes numbers known, as logins do, so that the guard lets messages to all of them pass.
 *
 * @param numbers as for {@link getSms}
 */
export async function makeKnown(redis: Redis, numbers: Iterable<number>): Promise<void> {
  const key = deriveCodeKey(REDIS_PASSWORD);
  const period = Math.floor(Date.now() / 86_400_000 / 30);
  const pipeline = redis.pipeline();
  for (const number of numbers) {
    const { shard, member } = hashKnownNumber(key, `+${sentNumber(number)}`);
    pipeline.call('SADD', `{sms}:known:${period}:${shard}`, member);
  }
  await pipeline.exec();
}

const sentNumber = (number: number) => String(8_618_500_000_000 + number);

/**
 * Calls the service with an event, as the platform does.
 *
 * @throws {Error} if the status of the reply is not 200
 */
export async function call(handle: Handler, number: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'accept-language': 'en' };
  const requestContext = { sourceIp: '203.0.113.7' };
  const event = { httpMethod: 'GET', path: '/', headers, requestContext, queryString: fields, body: '' };
  const reply = await handle(event, { request_id: `r${number}` });
  if (reply.statusCode !== 200) throw new Error(`${fields.method}: ${reply.statusCode} ${reply.body}`);
  reportFirst(handle, fields.method, reply);
}

/** The methods of each service whose first reply was reported. */
const reported = new WeakMap<Handler, Set<string | undefined>>();

/** Reports the first reply of a service to a method. To compare all of them with the contract would take longer than the service does. */
function reportFirst(handle: Handler, method: string | undefined, { statusCode, headers, body }: Reply): void {
  const methods = reported.get(handle) ?? new Set();
  if (methods.has(method)) return;
  reported.set(handle, methods.add(method));
  reportReply(method, { status: statusCode, headers, body });
}

/** Logs in with one of a thousand numbers. */
export function logIn(handle: Handler, number: number): Promise<void> {
  return call(handle, number, loginFields(number));
}

/** Requests a code for a number. */
export function getSms(handle: Handler, number: number): Promise<void> {
  return call(handle, number, { method: 'getSms', phone: sentNumber(number) });
}
