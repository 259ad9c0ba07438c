import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSmsPackage } from '../../../../../infra/operations/doctor/account/sms-package';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const { sdkAppId } = initialAccount;
const day = 86_400;
/** The preset dev with variables of the function. */
const withVariables = (variables: Readonly<Record<string, string>>): EnvironmentSettings => {
  const dev = environment('dev');
  return { ...dev, function: { ...dev.function, variables } };
};

describe('The check of the SMS package', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  /** The account has packages of these sizes, used and valid from and until these days from now. */
  const having = (...packages: readonly (readonly [amount: number, used: number, from: number, until: number])[]) =>
    account.answer('SmsPackagesStatistics', {
      SmsPackagesStatisticsSet: packages.map(([PackageAmount, CurrentUsage, from, until]) => ({
        PackageAmount,
        CurrentUsage,
        PackageEffectiveTime: Math.floor(Date.now() / 1000) + from * day,
        PackageExpiredTime: Math.floor(Date.now() / 1000) + until * day,
      })),
    });
  const first = async (settings: EnvironmentSettings = environment('dev')) =>
    (await account.check(checkSmsPackage, { settings }))[0];

  it('tells how many messages are left, and until when', async () => {
    expect(await account.found(checkSmsPackage)).toEqual([
      expect.stringMatching(/^ok: 1000000 messages left until 20\d\d-\d\d-\d\d$/),
      expect.stringMatching(/^note: .*1400006666.*"Sending Frequency Limit"$/),
    ]);
  });

  it('adds packages, without those that are used up, have expired, or have not begun', async () => {
    having([1000, 1000, -9, 90], [1000, 0, -99, -1], [500, 100, -9, 20], [1000, 10, -9, 30], [7000, 0, 5, 90]);
    expect((await first())?.found).toMatch(
      /^1390 messages left in 2 packages, 400 of them until \S+, the last until \S+$/,
    );
  });

  // platform: sms-packages
  it('tells the day of the end in Beijing', async () => {
    account.answer('SmsPackagesStatistics', {
      SmsPackagesStatisticsSet: [{ PackageAmount: 900, PackageExpiredTime: Date.parse('2099-12-31T16:30:00Z') / 1000 }],
    });
    expect((await first())?.found).toBe('900 messages left until 2100-01-01');
  });

  it('warns that fewer are left than the budget of a day', async () => {
    having([400, 0, -9, 90]);
    expect(await first()).toMatchObject({
      state: 'warning',
      found: expect.stringMatching(/^400 messages .*: fewer than SEND_DAILY_BUDGET \(500\) allows in a day$/),
      advice: expect.stringContaining('Buy a package'),
    });
  });

  it('refuses packages that are all used up', async () => {
    const { sms } = account.cloud.account;
    const present = sms.findPackage(1);
    if (present !== undefined) sms.addPackage({ ...present, used: present.amount });
    expect(await first()).toMatchObject({
      state: 'failure',
      found: 'no package with messages left: all are used up',
      advice: expect.stringContaining('pays for messages afterwards'),
    });
  });

  it('refuses packages that have all expired', async () => {
    having([1000, 0, -99, -1]);
    expect(await first()).toMatchObject({ state: 'failure', found: expect.stringContaining('expired on') });
  });

  it('warns that the package has not begun, or that there never was one', async () => {
    having();
    expect(await first()).toMatchObject({ state: 'warning', found: 'no package with messages left' });
    having([1000, 1000, -9, 90], [1000, 0, 5, 99]);
    expect(await first()).toMatchObject({ state: 'warning', found: expect.stringMatching(/left; one begins on \S+$/) });
  });

  it('needs none for messages abroad', async () => {
    having();
    expect(await first(withVariables({ ALLOWED_COUNTRY_CODES: '852' }))).toMatchObject({
      state: 'note',
      found: 'no package with messages left; messages abroad can be paid afterwards',
    });
  });

  it('reads all pages', async () => {
    const one = { PackageAmount: 1, CurrentUsage: 0, PackageExpiredTime: Date.now() / 1000 + day };
    account.answer('SmsPackagesStatistics', ({ Offset, Limit }) => ({
      SmsPackagesStatisticsSet: Array.from({ length: 501 }, () => one).slice(
        Number(Offset),
        Number(Offset) + Number(Limit),
      ),
    }));
    expect((await first(withVariables({})))?.found).toContain('501 messages left in 501 packages');
  });

  it('refuses an unknown application', async () => {
    const variables = { sms_sdkappid: '1400000001' };
    expect(await account.check(checkSmsPackage, { variables })).toMatchObject([
      {
        state: 'failure',
        found: 'the SMS application 1400000001 does not exist (InvalidParameterValue.SdkAppIdNotExist)',
        advice: expect.stringContaining('sms_sdkappid'),
      },
    ]);
  });

  it.each([
    ['UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'is not of the account of these keys'],
    ['UnauthorizedOperation.SdkAppIdIsDisabled', 'is disabled'],
    ['UnauthorizedOperation.SerivceSuspendDueToArrears', 'is suspended, because the account is in arrears'],
  ])('refuses an application after %s', async (code, problem) => {
    account.refuse('SmsPackagesStatistics', code);
    expect(await first()).toMatchObject({
      state: 'failure',
      found: `the SMS application ${sdkAppId} ${problem} (${code})`,
    });
  });

  it('cannot be made without the right', async () => {
    account.refuse('SmsPackagesStatistics', 'AuthFailure.UnauthorizedOperation');
    await expect(first()).rejects.toMatchObject({ code: 'AuthFailure.UnauthorizedOperation' });
  });

  it('notes that the variable is not set', async () => {
    expect(await account.found(checkSmsPackage, { variables: { sms_sdkappid: undefined } })).toEqual([
      'note: sms_sdkappid is not set, so it cannot be looked up',
    ]);
  });

  it('is not made if messages are printed', async () => {
    expect(await account.found(checkSmsPackage, { settings: withVariables({ SMS_SENDER: 'console' }) })).toEqual([]);
  });
});
