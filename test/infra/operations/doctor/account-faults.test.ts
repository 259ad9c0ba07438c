import { describe, expect, it, onTestFinished } from 'vitest';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { accountChecks } from '../../../../infra/operations/doctor/account-checks';
import type { EnvironmentSettings } from '../../../../infra/settings/environment-schema';
import { initialAccount } from '../../../../local-cloud/account/initial-account';
import { environment } from '../../../support/synthesize';
import { startExaminedAccount } from './account/examined-account';

/** Makes all checks of an account with faults, and names the account OWNER. A check that could not be made has the state `not made`. */
async function findProblems(faults: readonly string[], settings: EnvironmentSettings): Promise<readonly string[]> {
  const account = await startExaminedAccount({ faults });
  onTestFinished(() => account.stop());
  const findings = await Promise.all(
    accountChecks.map(async ({ name, check }) => {
      try {
        return await account.check(check, { settings });
      } catch (error) {
        return [{ check: name, state: 'not made', found: readApiFailure(error).reason }];
      }
    }),
  );
  return findings
    .flat()
    .filter(({ state }) => state !== 'ok' && state !== 'note')
    .map(
      ({ check, state, found }) =>
        `${check}, ${state}: ${found.replace(String(account.cloud.account.ownerUin), 'OWNER')}`,
    );
}

const staging = environment('staging');
const { sign, templateId } = initialAccount;
const who = 'sub-user 100012345679 of account OWNER';

describe('Before a deployment, the checks name', () => {
  it.each<[string, string, EnvironmentSettings?]>([
    [
      'sold-out=ap-guangzhou-3',
      'Redis offer, failure: Redis 6.2 (standard, 1024 MB, 1 replica): sold out in ap-guangzhou-3',
    ],
    [
      'cls-closed',
      'Log service, failure: CLS has not been opened for this account, and refuses to create the log and its alarms',
    ],
    [
      'scf-role-missing',
      'Log role, failure: the role SCF_QcsRole is missing: no line arrives in the log, and no alarm is ever raised',
    ],
    [
      'right-missing=redis:CreateInstances',
      `Rights, failure: a policy denies ${who} what a deployment calls: redis:CreateInstances`,
    ],
    ['right-missing=vpc:CreateVpc', `Rights, failure: a policy denies ${who} what a deployment calls: vpc:CreateVpc`],
    [
      'sign=in-review',
      `SMS signature, warning: the signature "${sign}" is in review: until it is approved, no message is sent`,
    ],
    ['sign=refused', `SMS signature, failure: the signature "${sign}" is refused or no longer usable (status -1): `],
    [
      'template=in-review',
      `SMS template, warning: the template ${templateId} is in review: until it is approved, no message is sent`,
    ],
    [
      'template=refused',
      `SMS template, failure: the template ${templateId} is refused or no longer usable (status -1): `,
    ],
    [
      'template=abroad',
      `SMS template, failure: the template ${templateId} is for other countries than the Chinese mainland only, but ALLOWED_COUNTRY_CODES is 86`,
    ],
    [
      'template=parameters',
      `SMS template, failure: the template ${templateId} has 3 ({1}, {2}, {3}), and the function fills 2 (SMS_TEMPLATE_PARAMS: code,minutes)`,
    ],
    ['package=used-up', 'SMS package, failure: no package with messages left: all are used up'],
    ['package=expired', 'SMS package, failure: no package with messages left; the last one expired on '],
    [
      'quota=vpcs',
      'Quota of VPCs, failure: 20 of 20 VPCs in ap-guangzhou are used, and the environment needs one more',
    ],
    [
      'quota=security-groups',
      'Quota of security groups, failure: 50 of 50 security groups in ap-guangzhou are used, and the environment needs one more',
    ],
    [
      'quota=functions',
      'Quota of functions, failure: 50 of 50 functions in ap-guangzhou, namespace default are used, and the environment needs one more',
    ],
    [
      'quota=concurrency',
      'Quota of reserved memory, failure: functions in ap-guangzhou can reserve 0 MB more, and this one reserves 128 MB',
      environment('dev', { codeStore: 'memory' }),
    ],
    [
      'api-gateway-closed',
      'API Gateway, failure: it refuses this account (OperationDenied: ',
      environment('staging', { trigger: 'api-gateway' }),
    ],
    ['service-down=cls', 'Log service, not made: '],
  ])('%s, and nothing else', async (fault, problem, settings = staging) => {
    const problems = await findProblems([fault], settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, problem.length)).toBe(problem);
  });

  it.each([
    ['keys-disabled', 'AuthFailure.SecretIdNotFound'],
    ['keys-expired', 'AuthFailure.TokenFailure'],
  ])('%s first, with which no other check can be made', async (fault, code) => {
    const [first, ...others] = await findProblems([fault], staging);
    expect(first).toMatch(new RegExp(`^API keys, failure: the API refuses them with ${code}: `));
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter((other) => !other.includes(', not made: '))).toEqual([]);
  });

  it('that the concurrency is used up only to a function that reserves some', async () => {
    expect(await findProblems(['quota=concurrency'], staging)).toEqual([]);
  });
});
