import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { giveStatements, readPolicy } from '../../infra/policies/deploying-policy';
import { canDeploy } from '../../support/deployed-environment';
import { deployWithoutState, type ProjectWithoutState } from './lost-state';

// The tests share one environment, in this order: the last ones delete it.
describe.skipIf(!canDeploy).sequential('A sweep is refused', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let project: ProjectWithoutState;

  beforeAll(async () => {
    const deployed = await deployWithoutState();
    ({ cloud, project } = deployed);
    return deployed.stop;
  }, 60_000);

  async function expectRefusal(words: string, message: string, variables: NodeJS.ProcessEnv = {}) {
    const before = cloud.account.contents();
    const { code, printed } = await project.make(words, variables);
    expect(printed).toContain(message);
    expect(code).toBe(2);
    expect(cloud.account.contents()).toEqual(before);
  }
  /** Credentials of a role with these statements. */
  function roleWith(statements: ReturnType<typeof readPolicy>): NodeJS.ProcessEnv {
    giveStatements(cloud.account, 'sweeper', statements);
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole('sweeper');
    return {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
  }

  it('of an environment that is not deletable', () =>
    expectRefusal('destroy ENVIRONMENT=prod SWEEP=1 ARGS=--auto-approve', 'SWEEP=1: prod is not deletable', {
      TF_VAR_alarm_receiver_uids: '[1]',
    }));

  it.each([
    ['SWEEP=yes ARGS=--auto-approve', 'SWEEP: found "yes"; allowed: 1, or unset.'],
    ['SWEEP=1', 'make destroy asks before it changes the account'],
  ])('with %s', (words, message) => expectRefusal(`destroy ENVIRONMENT=dev ${words}`, message));

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['without credentials', { TENCENTCLOUD_SECRET_ID: '' }, 'TENCENTCLOUD_SECRET_ID is not set'],
    ['of a local cloud that has ended', { API_ENDPOINT: 'http://127.0.0.1:1' }, 'names a local cloud that has ended'],
    ['if Terraform assumes a role', { TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/x' }, 'assumes a role'],
  ])('%s', (_, variables, message) =>
    expectRefusal('destroy ENVIRONMENT=dev SWEEP=1 ARGS=--auto-approve', message, variables),
  );

  it('without the right to search everything', () => {
    const statements = readPolicy('deploy-person').filter(({ action }) => !action.includes('redis:Describe*'));
    return expectRefusal(
      'destroy ENVIRONMENT=dev SWEEP=1 ARGS=--auto-approve',
      'Nothing was swept, since not everything could be searched: each Redis instance',
      roleWith(statements),
    );
  });

  it('half-way without the right to delete something, says what is left, and goes on with it', async () => {
    const without = 'redis:CleanUpInstance';
    const statements = readPolicy('deploy-person').map((statement) => ({
      ...statement,
      action: statement.action.filter((action) => action !== without),
    }));
    const { code, printed } = await project.sweep(roleWith(statements));
    expect(code).toBe(2);
    expect(printed).toMatch(/Deleted function [\s\S]*Not deleted: Redis instance .*redis:CleanUpInstance/);
    expect(printed).toMatch(/are left:\n {2}Redis instance .*\n {2}security group .*\n {2}subnet .*\n {2}VPC /);
    expect(cloud.account.scf.functions()).toEqual([]);

    expect(await project.sweep(roleWith(readPolicy('deploy-person')))).toMatchObject({ code: 0 });
    expect(cloud.account.contents().filter((line) => !line.includes('sweeper'))).toEqual([]);
  });
});
