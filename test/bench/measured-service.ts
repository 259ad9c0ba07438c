import { Redis } from 'ioredis';
import type { Handler } from '../../function/http/handler';
import type { StoreRules } from '../../function/store/code-store';
import { createCalendar } from '../../function/verification/calendar-day';
import { deriveCodeKey } from '../../function/verification/code';
import { createNumberHashes } from '../../function/verification/keyed-hash';

const { CODE_FILE = '', REDIS_HOST = '', REDIS_PORT = '', REDIS_PASSWORD = '' } = process.env;

/** Connection settings of the Redis instance used for measuring. */
export const redisSettings = { host: REDIS_HOST, port: Number(REDIS_PORT), password: REDIS_PASSWORD };

/** Loads a new copy of the bundle, with variables in addition to those of the process environment. */
export function loadService(variables: Readonly<Record<string, string>> = {}): Handler {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  delete require.cache[CODE_FILE];
  try {
    // contract: comparing replies would take longer than the service does; see the tests of function/.
    return (require(CODE_FILE) as { main_handler: Handler }).main_handler;
  } finally {
    process.env = before;
  }
}

/** Connects to Redis as an application without the service's store would. */
export function connectBare(): Redis {
  return new Redis({ ...redisSettings, protocol: 2 });
}

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

/**
 * Makes numbers known, as logins do, so that the guard lets messages to all of them pass.
 *
 * @param numbers as for {@link sentNumber}
 */
export async function makeKnown(redis: Redis, numbers: Iterable<number>): Promise<void> {
  const hashNumber = createNumberHashes(deriveCodeKey(REDIS_PASSWORD));
  const period = Math.floor(Date.now() / 86_400_000 / 30);
  const added = [...numbers].map((number) => {
    const { shard, member } = hashNumber(`+${sentNumber(number)}`).known;
    return redis.call('SADD', `{sms}:known:${period}:${shard}`, member);
  });
  await Promise.all(added);
}

/** Returns a phone number, in E.164 without the `+`. */
export const sentNumber = (number: number) => String(8_618_500_000_000 + number);

/** The address from which all requests come. */
export const clientAddress = '203.0.113.7';

/** Returns the event of a request with these fields, as the platform passes it. */
export function eventOf(fields: Readonly<Record<string, string>>): object {
  return {
    httpMethod: 'POST',
    path: '/',
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    requestContext: { sourceIp: clientAddress },
    body: JSON.stringify(fields),
  };
}

/**
 * Calls the service with an event, and returns the body of the reply.
 *
 * @throws {Error} if the status of the reply is not 200
 */
export async function call(handle: Handler, requestId: string, event: object): Promise<string> {
  const { statusCode, body } = await handle(event, { request_id: requestId });
  if (statusCode !== 200) throw new Error(`A request was answered with ${statusCode}: ${body}`);
  return body;
}
