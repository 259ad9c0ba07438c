import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { expectDocumented } from '../../support/contract';
import { bundleCommit, earlierCommits } from './earlier-bundle';
import { type Instance, startInstance } from './instance';

const commits = earlierCommits();

if (commits.length === 0) {
  describe('Instances of an earlier version', () => {
    it.skip('are not tested, since this clone has no history', () => {});
  });
}

describe.skipIf(!hasRedisServer).each(commits)(
  'Beside instances of $name, today’s instances',
  { timeout: 60_000 },
  ({ commit }) => {
    let redis: RedisServer;
    let folder: string;
    let earlier: Instance;
    let today: Instance;
    let numbers = 0;

    beforeAll(async () => {
      redis = await startRedisServer({ password: 'rolling' });
      const bundle = await bundleCommit(commit);
      folder = bundle.folder;
      const settings = { SEND_INTERVAL_SECONDS: '1', SEND_DAILY_LIMIT: '4', SEND_ADDRESS_LIMIT: '1000000' };
      earlier = await startInstance({ ...bundle, redis, settings });
      today = await startInstance({ codeFile: inject('bundle').codeFile, redis, settings, expectDocumented });
    }, 60_000);
    afterAll(async () => {
      earlier?.stop();
      today?.stop();
      await redis?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** A number to which an instance has sent a code. */
    async function withCode(sender: Instance) {
      const phone = `86185662${String(++numbers).padStart(5, '0')}`;
      const [{ handle } = {}] = await sender.call({ method: 'getSms', phone });
      const code = await sender.codeOf(phone);
      const wrong = code === '000000' ? '000001' : '000000';
      return { phone, handle: String(handle), code, wrong };
    }
    const call = async (instance: Instance, fields: Readonly<Record<string, string>>) =>
      (await instance.call(fields))[0]?.codeStr;
    const login = (instance: Instance, phone: string, code: string, handle?: string) =>
      call(instance, { method: 'login', phone, code, ...(handle !== undefined && { handle }) });

    it('accept codes of the others once, and the others accept theirs once', async () => {
      for (const [sender, checker] of [
        [earlier, today],
        [today, earlier],
      ] as const) {
        const { phone, code, wrong } = await withCode(sender);
        expect(await login(checker, phone, wrong)).toBe('CodeIsError');
        expect(await login(checker, phone, code)).toBe('Success');
        expect(await login(sender, phone, code)).toBe('CodeHasValid');
        expect(await login(checker, phone, code)).toBe('CodeHasValid');
      }
    });

    it('do not let a code be used a second time that was used with its handle', async () => {
      const { phone, handle, code } = await withCode(today);
      expect(await login(today, phone, code, handle)).toBe('Success');
      expect(await login(earlier, phone, code)).toBe('CodeHasValid');
      const other = await withCode(today);
      expect(await login(earlier, other.phone, other.code)).toBe('Success');
      expect(await login(today, other.phone, other.code, other.handle)).toBe('CodeHasValid');
    });

    it('accept the code of another instance after a login with a handle', async () => {
      const { phone, handle, code } = await withCode(today);
      expect(await login(today, phone, code, handle)).toBe('Success');
      await sleep(1100);
      expect(await call(earlier, { method: 'getSms', phone })).toBe('Ok');
      expect(await login(today, phone, await earlier.codeOf(phone))).toBe('Success');
    });

    it('count attempts together', async () => {
      for (const sender of [earlier, today]) {
        const { phone, code, wrong } = await withCode(sender);
        const results = [];
        for (const instance of [earlier, today, earlier]) results.push(await login(instance, phone, wrong));
        results.push(await login(today, phone, code), await login(earlier, phone, code));
        expect(results).toEqual([...Array.from({ length: 3 }, () => 'CodeIsError'), 'CodeHasValid', 'CodeHasValid']);
      }
    });

    it('limit messages together, by time and by day', async () => {
      const phone = '8618566300001';
      const results: unknown[] = [];
      for (const instance of [earlier, today, earlier, today, earlier, today]) {
        results.push(await call(instance, { method: 'getSms', phone }));
        const other = instance === today ? earlier : today;
        expect(await call(other, { method: 'getSms', phone })).toMatch(
          /^LimitExceeded\.PhoneNumber(ThirtySecond|Daily)Limit$/,
        );
        await sleep(1100);
      }
      const day = 'LimitExceeded.PhoneNumberDailyLimit';
      expect(results).toEqual(['Ok', 'Ok', 'Ok', 'Ok', day, day]);
    });

    it('accept a right code once that both check at the same time', async () => {
      for (let round = 0; round < 20; round++) {
        const { phone, handle, code } = await withCode(round % 2 === 0 ? today : earlier);
        const logins = Array.from({ length: 5 }, () => ({ method: 'login', phone, code }));
        const replies = await Promise.all([earlier.call(...logins), today.call(...logins, { ...logins[0], handle })]);
        expect(replies.flat().filter(({ codeStr }) => codeStr === 'Success')).toHaveLength(1);
      }
    });
  },
);
