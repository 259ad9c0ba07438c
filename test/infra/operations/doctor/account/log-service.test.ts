import { afterEach, describe, expect, it } from 'vitest';
import { checkLogRole, checkLogService } from '../../../../../infra/operations/doctor/account/log-service';
import type { LocalCloudOptions } from '../../../../../local-cloud/local-cloud';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const monitored = { settings: environment('staging') };
const role = 'SCF_QcsRole';
const policy = 'QcloudAccessForScfRole';

describe('The check of', () => {
  let account: ExaminedAccount;
  const start = async (options: LocalCloudOptions = {}) => {
    account = await startExaminedAccount(options);
    return account;
  };
  afterEach(() => account.stop());

  describe('the log service', () => {
    it('finds it open', async () => {
      expect(await (await start()).found(checkLogService, monitored)).toEqual(['ok: CLS is open']);
    });

    it('refuses a log in a service that was never opened', async () => {
      await start({ faults: ['cls-closed'] });
      expect(await account.check(checkLogService, monitored)).toEqual([
        expect.objectContaining({
          state: 'failure',
          found: 'CLS has not been opened for this account, and refuses to create the log and its alarms',
          advice: expect.stringContaining('OpenClsService'),
        }),
      ]);
    });

    it('is not made without monitoring', async () => {
      expect(await (await start({ faults: ['cls-closed'] })).found(checkLogService)).toEqual([]);
    });
  });

  describe('the role that writes logs', () => {
    it.each([['with'], ['without']])('finds it, %s monitoring', async (word) => {
      await start();
      expect(await account.found(checkLogRole, word === 'with' ? monitored : {})).toEqual([
        `ok: SCF may write logs: the role ${role} has ${policy}`,
      ]);
    });

    it.each([
      [
        'a failure',
        monitored,
        `failure: the role ${role} is missing: no line arrives in the log, and no alarm is ever raised`,
      ],
      ['a warning without monitoring', {}, `warning: the role ${role} is missing: the function's log is lost`],
    ])('is %s if it is missing', async (_, examined, found) => {
      await start({ faults: ['scf-role-missing'] });
      expect(await account.found(checkLogRole, examined)).toEqual([found]);
      expect((await account.check(checkLogRole, examined))[0]?.advice).toContain('console of SCF');
    });

    it('is a failure if the role has no policy', async () => {
      (await start()).cloud.account.cam.detach(role, policy);
      expect(await account.found(checkLogRole, monitored)).toEqual([
        `failure: ${role} lacks ${policy}: no line arrives in the log, and no alarm is ever raised`,
      ]);
    });

    it('is a warning if it has another policy', async () => {
      const { cam } = (await start()).cloud.account;
      cam.detach(role, policy);
      cam.attach(role, 'QcloudCLSFullAccess');
      expect(await account.found(checkLogRole, monitored)).toEqual([
        `warning: ${role} lacks ${policy}; whether QcloudCLSFullAccess let SCF write logs cannot be told`,
      ]);
    });

    it('cannot be made without the right to read roles', async () => {
      (await start()).refuse('GetRole', 'AuthFailure.UnauthorizedOperation');
      await expect(account.check(checkLogRole)).rejects.toMatchObject({ code: 'AuthFailure.UnauthorizedOperation' });
    });
  });
});
