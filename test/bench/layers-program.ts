import { createMainHandler } from '../../function/service';
import { createConsoleSender } from '../../function/sms/console-sender';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import { deriveCodeKey, hashCode } from '../../function/verification/code';
import { createNetworkTags, createNumberHashes } from '../../function/verification/keyed-hash';
import { createVerification } from '../../function/verification/verification';
import { clientAddress, connectBare, measuredRules, redisSettings } from './measured-service';
import { logIn, type PreparedLogin, prepareLogins } from './prepared-logins';
import { report } from './report';
import { measure } from './rounds';

/** Microseconds of processor time for a login, in each round, by layer. Each layer includes those before it. */
export type LayersReport = Readonly<Record<string, readonly number[]>>;

const callers = 16;
const rounds = 9;
const codes = 3_000;

async function main(): Promise<void> {
  const redis = connectBare();
  const key = deriveCodeKey(redisSettings.password);
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules);
  const verification = createVerification({
    store,
    sender: createConsoleSender({ write: () => {} }),
    codeKey: key,
    hashNumber: createNumberHashes(key),
    tagNetworks: createNetworkTags(key),
    captchaWhen: 'always',
    codeHandle: 'optional',
    codeTtlMinutes: 5,
    allowedCountryCodes: ['86'],
    sendLimits: { intervalSeconds: 30, daily: 10, timeZone: 'UTC', perAddress: 60, addressWindowSeconds: 3600 },
    notify: () => {},
  });
  const createService = (writeLine: (line: string) => void) =>
    // contract: as in measured-service.ts.
    createMainHandler({ environment: process.env, now: Date.now, writeLine });
  const silent = createService(() => {});
  const logging = createService((line) => process.stdout.write(`${line}\n`));

  const layers: Readonly<Record<string, (login: PreparedLogin) => Promise<unknown>>> = {
    'bare EVALSHA': ({ evalsha: [sha, keyCount, ...rest] }) => redis.evalsha(sha, keyCount, ...rest),
    'the store': ({ attempt }) => store.checkCode(attempt),
    'the HMAC of the code': ({ attempt, fields }) =>
      store.checkCode({ ...attempt, codeHash: hashCode(key, attempt.phone, fields.code) }),
    'the rules': ({ fields, requestId }) => verification.login({ requestId, clientAddress, ...fields }),
    'event, reply, log line': (login) => logIn(silent, login),
    'writing the line': (login) => logIn(logging, login),
  };
  const taken = Object.fromEntries(Object.keys(layers).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, layer] of Object.entries(layers)) {
      const { processorTime } = await measure(layer, await prepareLogins(redis, codes), callers);
      // The first round warms up the JIT compiler.
      if (round > 0) taken[name]?.push(processorTime);
    }
  }
  report(taken satisfies LayersReport);
}

main();
