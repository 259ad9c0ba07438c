import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountChecks } from '../../../../infra/operations/doctor/account-checks';
import providerActions from '../../../../infra/policies/provider-actions.json';
import { environment } from '../../../support/synthesize';
import { giveStatements, readPolicy } from '../../policies/deploying-policy';
import { type Examined, type ExaminedAccount, startExaminedAccount } from './account/examined-account';

describe('The checks of an account', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  it.each<[string, Examined]>([
    ...['demo', 'dev', 'staging', 'prod', 'pr-42'].map((name): [string, Examined] => [
      name,
      { settings: environment(name) },
    ]),
    [
      'API Gateway and codes in memory',
      { settings: environment('dev', { trigger: 'api-gateway', codeStore: 'memory' }) },
    ],
  ])('find nothing wrong with %s in a healthy account', async (_, examined) => {
    const findings = await Promise.all(accountChecks.map(({ check }) => account.check(check, examined)));
    expect(findings.flat().filter(({ state }) => state === 'warning' || state === 'failure')).toEqual([]);
    expect(findings.flat().filter(({ state }) => state === 'ok').length).toBeGreaterThan(5);
  });

  /** Credentials of a role with a policy of infra/policies/. */
  function withPolicy(name: 'deploy-person' | 'deploy-ci'): NodeJS.ProcessEnv {
    giveStatements(account.cloud.account, 'deployer', readPolicy(name));
    const { secretId, secretKey, token } = account.cloud.account.credentials.assumeRole('deployer');
    return {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
  }

  it.each<['deploy-person' | 'deploy-ci', Examined]>([
    ['deploy-person', {}],
    ['deploy-ci', { deployed: Object.keys(providerActions) }],
  ])('are all made with the rights of %s', async (name, examined) => {
    const settings = environment('staging', { trigger: 'api-gateway' });
    const env = withPolicy(name);
    const asked = { ...examined, settings, env, hasStateBucket: true };
    const findings = await Promise.all(accountChecks.map(({ check }) => account.check(check, asked)));
    expect(findings.flat().filter(({ state }) => state === 'warning' || state === 'failure')).toEqual([]);
    expect(JSON.stringify(findings)).not.toMatch(/refuse/);
  });

  it('change nothing', async () => {
    const before = account.cloud.account.contents();
    await Promise.all(accountChecks.map(({ check }) => account.check(check, { settings: environment('staging') })));
    const actions = new Set(account.calls.map(({ action }) => action));
    const reading = /^(Describe|Get|List|InquiryPrice)|^SmsPackagesStatistics$/;
    expect([...actions].filter((action) => !reading.test(action))).toEqual([]);
    expect(actions.size).toBeGreaterThan(12);
    expect(account.cloud.account.contents()).toEqual(before);
  });

  it('have names of their own', () => {
    expect(new Set(accountChecks.map(({ name }) => name)).size).toBe(accountChecks.length);
  });
});
