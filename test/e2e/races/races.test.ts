import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { expectDocumented } from '../../support/contract';
import type { RaceReply } from './racer';

type Call = Readonly<Record<string, string>>;
type Reply = { readonly codeStr: string; readonly attemptsLeft?: number };

const processes = 4;
const parallel = 200;
const rounds = 50;
/** Milliseconds from the request to the start of a race, in which all processes get ready. */
const barrier = 15;

describe.skipIf(!hasRedisServer)('Instances that share a Redis', { timeout: 60_000 }, () => {
  let redis: RedisServer;
  let racers: ChildProcess[];
  /** The codes that the console sender printed, by number. */
  const messages = new Map<string, string[]>();

  beforeAll(async () => {
    redis = await startRedisServer({ password: 'races' });
    const env = {
      CODE_FILE: inject('bundle').codeFile,
      REDIS_HOST: redis.host,
      REDIS_PORT: String(redis.port),
      REDIS_PASSWORD: redis.password,
      SMS_SENDER: 'console',
      SEND_ADDRESS_LIMIT: '1000000',
    };
    racers = Array.from({ length: processes }, () =>
      fork(join(__dirname, 'racer.ts'), {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      }),
    );
    for (const racer of racers) racer.stdout?.on('data', (text: Buffer) => readMessages(text.toString()));
    await Promise.all(racers.map((racer) => once(racer, 'message')));
  }, 30_000);
  afterAll(async () => {
    for (const racer of racers) racer.kill('SIGKILL');
    await redis.stop();
  });

  function readMessages(text: string): void {
    for (const [, number = '', code = ''] of text.matchAll(/SMS to \+(\d+): \D*(\d{6})/g)) {
      messages.set(number, [...(messages.get(number) ?? []), code]);
    }
  }

  /** Makes calls at the same moment, distributed over the processes. */
  async function race(calls: readonly Call[]): Promise<Reply[]> {
    const startAt = Date.now() + barrier;
    const shares = racers.map((_, racer) => calls.filter((__, call) => call % processes === racer));
    const replies = racers.map((racer) => once(racer, 'message'));
    for (const [index, racer] of racers.entries()) racer.send({ calls: shares[index], startAt });
    return (await Promise.all(replies)).flatMap(([of]) => (of as RaceReply[]).map(readReply));
  }

  function readReply({ method, reply }: RaceReply): Reply {
    expectDocumented({ httpMethod: 'GET', method }, reply);
    return JSON.parse(reply.body);
  }

  const repeat = (call: Call) => Array.from({ length: parallel }, () => call);
  const count = (replies: readonly Reply[], codeStr: string) =>
    replies.filter((reply) => reply.codeStr === codeStr).length;
  const phoneOf = (test: number, round: number) => `861856${test}${String(round).padStart(6, '0')}`;

  /** The code that was sent to a number; fails if there is more than one. */
  async function codeOf(phone: string): Promise<string> {
    while (!messages.has(phone)) await sleep(1);
    expect(messages.get(phone)).toHaveLength(1);
    return messages.get(phone)?.[0] ?? '';
  }

  it('send one message for many simultaneous requests, and accept the right code once', async () => {
    for (let round = 0; round < rounds; round++) {
      const phone = phoneOf(1, round);
      const sent = await race(repeat({ method: 'getSms', phone }));
      expect(count(sent, 'Ok')).toBe(1);
      expect(count(sent, 'LimitExceeded.PhoneNumberThirtySecondLimit')).toBe(parallel - 1);
      const code = await codeOf(phone);
      const checked = await race(repeat({ method: 'login', phone, code }));
      expect(count(checked, 'Success')).toBe(1);
      expect(count(checked, 'CodeHasValid')).toBe(parallel - 1);
    }
  });

  it('count three of many simultaneous wrong codes', async () => {
    for (let round = 0; round < rounds; round++) {
      const phone = phoneOf(2, round);
      await race([{ method: 'getSms', phone }]);
      const right = await codeOf(phone);
      const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
      const checked = await race(repeat({ method: 'login', phone, code: wrong }));
      expect(checked.flatMap(({ attemptsLeft }) => attemptsLeft ?? []).sort()).toEqual([0, 1, 2]);
      expect(count(checked, 'CodeHasValid')).toBe(parallel - 3);
      expect(await race([{ method: 'login', phone, code: right }])).toMatchObject([{ codeStr: 'CodeHasValid' }]);
    }
  });

  it('stay consistent when sending and checking interleave', async () => {
    for (let round = 0; round < rounds; round++) {
      const phone = phoneOf(3, round);
      const login = { method: 'login', phone, code: '000000' };
      const mixed = repeat(login).map((call, index) => (index % 2 === 0 ? call : { method: 'getSms', phone }));
      const replies = await race(mixed);
      expect(count(replies, 'Ok')).toBe(1);
      const code = await codeOf(phone);
      if (code === '000000') continue;
      const wrong = count(replies, 'CodeIsError');
      expect(wrong).toBeLessThanOrEqual(3);
      const checked = await race(repeat({ method: 'login', phone, code }));
      expect(count(checked, 'Success')).toBe(wrong < 3 ? 1 : 0);
    }
  });
});
