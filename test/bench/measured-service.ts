import { Redis } from 'ioredis';
import type { Handler } from '../../function/http/handler';
import checkCodeLua from '../../function/store/check-code.lua';
import { createScript } from '../../function/store/redis-connection';

const { CODE_FILE = '', REDIS_HOST = '', REDIS_PORT = '', REDIS_PASSWORD = '' } = process.env;

/** Of the Redis that is measured with. */
export const redisSettings = { host: REDIS_HOST, port: Number(REDIS_PORT), password: REDIS_PASSWORD };

/** Loads the bundle with other variables than the process has, by itself each time. */
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

/** A connection as an application would have it that calls Redis itself. */
export function connectBare(): Redis {
  return new Redis({ ...redisSettings, protocol: 2 });
}

/** One of a thousand numbers, without its `+`. */
export const phoneOf = (number: number) => `86185662${46000 + (number % 1000)}`;

/** The fields of a login with it; its code has expired. */
export const loginFields = (number: number) => ({ method: 'login', phone: phoneOf(number), code: '123456' });

/** The script of a login on the keys of one, by ioredis and nothing else. */
export async function bareCheck(): Promise<(number: number) => Promise<unknown>> {
  const redis = connectBare();
  const argumentsOf = (number: number) =>
    [`{sms}:+${phoneOf(number)}`, `r${number}`, 'x'.repeat(22), Date.now(), 300_000, 3] as const;
  // Redis knows it from then on.
  await redis.eval(checkCodeLua, 1, ...argumentsOf(0));
  const { sha } = createScript(checkCodeLua);
  return (number) => redis.evalsha(sha, 1, ...argumentsOf(number));
}

/** Calls the service as a client would, the whole way from event to reply. @throws {Error} at any other status than 200 */
export async function call(handle: Handler, number: number, fields: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'x-scf-remote-addr': '203.0.113.7', 'accept-language': 'en' };
  const event = { httpMethod: 'GET', path: '/', headers, queryString: fields, body: '' };
  const { statusCode, body } = await handle(event, { request_id: `r${number}` });
  if (statusCode !== 200) throw new Error(`${fields.method}: ${statusCode} ${body}`);
}

/** Logs in with one of a thousand numbers. */
export function logIn(handle: Handler, number: number): Promise<void> {
  return call(handle, number, loginFields(number));
}

/** Asks for a code for a number that has none yet. */
export function getSms(handle: Handler, number: number): Promise<void> {
  return call(handle, number, { method: 'getSms', phone: String(8_618_500_000_000 + number) });
}
