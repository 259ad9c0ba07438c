import { Redis } from 'ioredis';
import type { Handler } from '../../function/http/handler';
import checkCodeLua from '../../function/store/check-code.lua';
import { createScript } from '../../function/store/script';

const { CODE_FILE = '', REDIS_HOST = '', REDIS_PORT = '', REDIS_PASSWORD = '' } = process.env;

/** Connection settings of the Redis instance used for measuring. */
export const redisSettings = { host: REDIS_HOST, port: Number(REDIS_PORT), password: REDIS_PASSWORD };

/** Loads a new copy of the bundle, with variables in addition to those of the process environment. */
export function loadService(variables: Readonly<Record<string, string>> = {}): Handler {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  delete require.cache[CODE_FILE];
  try {
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

/** Returns a function that runs the script of a login for one of these numbers, with ioredis and nothing else. */
export async function bareCheck(): Promise<(number: number) => Promise<unknown>> {
  const redis = connectBare();
  const argumentsOf = (number: number) =>
    [`{sms}:+${phoneOf(number)}`, `r${number}`, 'x'.repeat(22), Date.now(), 300_000, 3] as const;
  // Loads the script into Redis, so that EVALSHA finds it.
  await redis.eval(checkCodeLua, 1, ...argumentsOf(0));
  const { sha } = createScript(checkCodeLua);
  return (number) => redis.evalsha(sha, 1, ...argumentsOf(number));
}

/**
 * Calls the service with an event, as the platform does.
 *
 * @throws {Error} if the status of the reply is not 200
 */
export async function call(handle: Handler, number: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'x-forwarded-for': '203.0.113.7, 11.163.0.1', 'accept-language': 'en' };
  const event = { httpMethod: 'GET', path: '/', headers, queryString: fields, body: '' };
  const { statusCode, body } = await handle(event, { request_id: `r${number}` });
  if (statusCode !== 200) throw new Error(`${fields.method}: ${statusCode} ${body}`);
}

/** Logs in with one of a thousand numbers. */
export function logIn(handle: Handler, number: number): Promise<void> {
  return call(handle, number, loginFields(number));
}

/** Requests a code for a number. */
export function getSms(handle: Handler, number: number): Promise<void> {
  return call(handle, number, { method: 'getSms', phone: String(8_618_500_000_000 + number) });
}
