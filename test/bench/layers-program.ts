import { createMainHandler } from '../../function/service';
import { createConsoleSender } from '../../function/sms/console-sender';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import { deriveCodeKey, hashCode } from '../../function/verification/code';
import { createNetworkTags } from '../../function/verification/keyed-hash';
import { createVerification } from '../../function/verification/verification';
import { bareCheck, checkOf, logIn, loginFields, measuredRules, phoneOf, redisSettings } from './measured-service';
import { report } from './report';

/** Microseconds per login, by number of callers and by layer. Each layer includes those before it. */
export type LayersReport = Readonly<Record<number, Readonly<Record<string, number>>>>;

const milliseconds = 600;
const rounds = 7;

async function main(): Promise<void> {
  const key = deriveCodeKey('a secret of an account');
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules);
  const verification = createVerification({
    store,
    sender: createConsoleSender({ write: () => {} }),
    codeKey: key,
    tagNetworks: createNetworkTags(key),
    captchaWhen: 'always',
    codeHandle: 'optional',
    codeTtlMinutes: 5,
    allowedCountryCodes: ['86'],
    sendLimits: { intervalSeconds: 30, daily: 10, timeZone: 'UTC', perAddress: 60, addressWindowSeconds: 3600 },
    notify: () => {},
  });
  const createService = (writeLine: (line: string) => void) =>
    // contract: call() reports the first replies.
    createMainHandler({ environment: process.env, now: Date.now, writeLine });
  const silent = createService(() => {});
  const logging = createService((line) => process.stdout.write(`${line}\n`));

  const clientAddress = '203.0.113.7';
  const check = (number: number, codeHash: string) => store.checkCode({ ...checkOf(number), codeHash });
  const layers: Readonly<Record<string, (number: number) => Promise<unknown>>> = {
    'bare EVALSHA': await bareCheck(),
    '+ the store': (number) => check(number, 'x'.repeat(22)),
    '+ the HMAC': (number) => check(number, hashCode(key, `+${phoneOf(number)}`, '123456')),
    '+ the rules': (number) => verification.login({ requestId: `r${number}`, clientAddress, ...loginFields(number) }),
    '+ event, reply, log line': (number) => logIn(silent, number),
    '+ writing the line': (number) => logIn(logging, number),
  };
  report({ 1: await measure(layers, 1), 16: await measure(layers, 16) } satisfies LayersReport);
}

/** Measures the layers in turns, and returns the median of the rounds for each. */
async function measure(layers: Readonly<Record<string, (number: number) => Promise<unknown>>>, callers: number) {
  const taken = new Map(Object.keys(layers).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, layer] of Object.entries(layers)) {
      const microseconds = await microsecondsOf(layer, callers);
      // The first round warms up the JIT compiler.
      if (round > 0) taken.get(name)?.push(microseconds);
    }
  }
  const medianOf = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return Object.fromEntries([...taken].map(([name, numbers]) => [name, medianOf(numbers)]));
}

async function microsecondsOf(layer: (number: number) => Promise<unknown>, callers: number): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const caller = async () => {
    while (performance.now() < startedAt + milliseconds) await layer(done++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return ((performance.now() - startedAt) / done) * 1000;
}

main();
