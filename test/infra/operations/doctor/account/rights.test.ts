import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRights } from '../../../../../infra/operations/doctor/account/rights';
import providerActions from '../../../../../infra/policies/provider-actions.json';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { environment } from '../../../../support/synthesize';
import { giveStatements, readPolicy, type Statement } from '../../../policies/deploying-policy';
import called from './called-actions.json';
import { type Examined, type ExaminedAccount, startExaminedAccount } from './examined-account';

const { user } = initialAccount;
/** All types of resources that stacks can have. */
const allTypes = Object.keys(providerActions);
const statement = (effect: 'allow' | 'deny', ...action: readonly string[]): Statement => ({
  effect,
  action,
  resource: ['*'],
});

describe('The check of rights', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  const who = () => `sub-user ${user.uin} of account ${account.cloud.account.ownerUin}`;

  /** Checks as a sub-user with policies of these statements; a name is that of a policy of the platform. */
  function asUser(policies: readonly (string | readonly Statement[])[], examined: Examined = {}) {
    const { cam, credentials } = account.cloud.account;
    for (const [index, policy] of policies.entries()) {
      const name = typeof policy === 'string' ? policy : `policy-${index}`;
      if (typeof policy !== 'string') {
        cam.createPolicy({
          name,
          document: JSON.stringify({ version: '2.0', statement: policy }),
          description: '',
          tags: {},
        });
      }
      cam.attachToUser(user.name, name);
    }
    const { secretId, secretKey } = credentials.createUserKeys(user.name);
    const env = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    return account.check(checkRights, { env, ...examined });
  }

  /** Checks as a role with these statements. */
  function asRole(statements: readonly Statement[], examined: Examined = {}) {
    giveStatements(account.cloud.account, 'deployer', statements);
    const { secretId, secretKey, token } = account.cloud.account.credentials.assumeRole('deployer');
    const env = {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
    return account.check(checkRights, { env, ...examined });
  }

  /** All settings that need rights of their own. */
  const everything = {
    settings: environment('staging', { trigger: 'api-gateway', smsContent: { templateName: 'codes' } }),
    hasStateBucket: true,
  };
  const reading = statement(
    'allow',
    'cam:GetPolicy',
    'cam:ListAttachedUserAllPolicies',
    'cam:ListAttachedRolePolicies',
  );

  it('knows that the owner may do everything', async () => {
    expect(await account.found(checkRights)).toEqual([
      `ok: the owner of account ${account.cloud.account.ownerUin} may call every action`,
    ]);
  });

  it('is content with an administrator', async () => {
    const findings = await asUser(['AdministratorAccess'], everything);
    expect(findings).toMatchObject([{ state: 'ok', found: expect.stringMatching(/ (\d+) of the \1 actions /) }]);
  });

  it('is content with the policy for people, whose statements about the state are for some resources', async () => {
    const findings = await asUser([readPolicy('deploy-person'), [reading]], everything);
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'note']);
    expect(findings[1]?.found).toBe(
      `whether ${who()} may call cos:GetObject, cos:HeadObject, cos:PutObject, cos:DeleteObject, cos:GetBucket ` +
        'depends on resources, conditions or policies that no call tells',
    );
  });

  it('refuses a sub-user without policies that allow anything', async () => {
    const [finding, ...others] = await asUser([[reading]]);
    expect(finding).toMatchObject({
      state: 'failure',
      advice: expect.stringContaining('infra/policies/deploy-person.json'),
    });
    expect(finding?.found).toMatch(
      /^no policy allows sub-user \d+ of account \d+ what a deployment calls: cam:CreateRole, /,
    );
    expect(finding?.found).toMatch(/ and \d+ more$/);
    expect(others.map(({ state }) => state)).toEqual(['warning', 'note']);
  });

  /** What the registry's provider was seen to call when it created these environments. platform: provider-actions */
  describe.each<[string, readonly string[], EnvironmentSettings]>([
    ['staging', called.staging.creating, environment('staging')],
    ['dev with codes in memory', called.memory.creating, environment('dev', { codeStore: 'memory' })],
    [
      'an environment behind API Gateway, with a template and a reservation',
      called.everything.creating,
      {
        ...everything.settings,
        function: { ...everything.settings.function, reservedInstances: 2 },
      },
    ],
  ])('for %s', (_, actions, settings) => {
    it('refuses a role that lacks a single action that the provider calls, and names it', async () => {
      // Without the others, nobody can read the policies.
      for (const action of actions.filter((one) => !reading.action.includes(one))) {
        const others = actions.filter((other) => other !== action);
        for (const statements of [
          [statement('allow', '*'), statement('deny', action)],
          [statement('allow', ...others), reading],
        ]) {
          const [finding] = await asRole(statements, { settings });
          expect(finding, action).toMatchObject({
            state: 'failure',
            found: expect.stringMatching(new RegExp(`calls: ${action}$`)),
          });
        }
      }
    });

    it('is content with a role that has exactly these', async () => {
      const findings = await asRole([statement('allow', ...actions), reading], { settings });
      expect(findings.filter(({ state }) => state === 'failure')).toEqual([]);
      expect(findings[0]).toMatchObject({ state: 'ok' });
    });
  });

  it('names a single action that is missing', async () => {
    const statements = readPolicy('deploy-person').map((one) => ({
      ...one,
      action: one.action.filter((action) => action !== 'redis:CreateInstances'),
    }));
    const findings = await asRole([...statements, reading]);
    expect(findings).toMatchObject([
      { state: 'failure', found: expect.stringMatching(/^no policy allows role \d+ .*calls: redis:CreateInstances$/) },
    ]);
  });

  it('lets a denial override', async () => {
    const findings = await asUser([
      'AdministratorAccess',
      [statement('deny', 'cam:CreateRole', 'cam:AttachRolePolicy')],
    ]);
    expect(findings).toMatchObject([
      {
        state: 'failure',
        found: `a policy denies ${who()} what a deployment calls: cam:CreateRole, cam:AttachRolePolicy`,
        advice: expect.stringContaining('overrides'),
      },
    ]);
  });

  it('warns of what no document says is needed', async () => {
    const findings = await asUser(['AdministratorAccess', [statement('deny', 'cam:PassRole', 'finance:*')]]);
    expect(findings).toMatchObject([
      { state: 'ok' },
      { state: 'warning', found: expect.stringContaining('to call cam:PassRole, finance:trade, and no document says') },
    ]);
  });

  it('notes what only other changes and the end of the environment need', async () => {
    const findings = await asUser(['AdministratorAccess', [statement('deny', 'vpc:Delete*', 'redis:UpgradeInstance')]]);
    expect(findings).toMatchObject([
      { state: 'ok' },
      {
        state: 'note',
        found:
          `${who()} may not call what only other changes, or \`make destroy\`, need: ` +
          'redis:UpgradeInstance, vpc:DeleteSubnet, vpc:DeleteVpc',
      },
    ]);
  });

  it('does not decide what depends on conditions', async () => {
    const condition = { ip_equal: { 'qcs:ip': '10.0.0.0/8' } };
    const findings = await asUser([[{ ...statement('allow', '*'), condition } as Statement], [reading]]);
    expect(findings).toMatchObject([
      { state: 'ok', found: expect.stringMatching(/ 1 of the \d+ actions /) },
      { state: 'note', found: expect.stringContaining('may call cam:CreateRole, ') },
    ]);
  });

  it.each<[string, string, Examined, Examined]>([
    ['API Gateway', 'apigw:CreateService', everything, {}],
    ['CLS', 'cls:CreateTopic', everything, {}],
    ['templates', 'sms:AddSmsTemplate', everything, {}],
    ['the state in COS', 'tag:CreateTag', everything, {}],
    ['its lock', 'cos:DeleteObject', everything, {}],
    ['Redis', 'redis:CreateInstances', {}, { settings: environment('dev', { codeStore: 'memory' }) }],
    ['a security group', 'cvm:CreateSecurityGroup', {}, { settings: environment('dev', { codeStore: 'memory' }) }],
    [
      'a reservation',
      'scf:PutReservedConcurrencyConfig',
      { settings: environment('dev', { codeStore: 'memory' }) },
      {},
    ],
    ['a Function URL', 'scf:CreateTrigger', {}, everything],
  ])('needs rights for %s only with it', async (_, action, having, lacking) => {
    const policies = ['AdministratorAccess', [statement('deny', action)]];
    const [with_, without] = [await asUser(policies, having), await asUser(['AdministratorAccess'], lacking)];
    expect(with_[0]).toMatchObject({ state: 'failure', found: expect.stringMatching(new RegExp(`: ${action}$`)) });
    expect(without[0]).toMatchObject({ state: 'ok' });
  });

  it('is content with the policy for CI once the environment is deployed', async () => {
    const later = await asRole(readPolicy('deploy-ci'), { ...everything, deployed: allTypes });
    expect(later.filter(({ state }) => state === 'warning' || state === 'failure')).toEqual([]);
    expect(later.map(({ found }) => found).join()).toContain('or `make destroy`, need: ');
    const first = await asRole(readPolicy('deploy-ci'), everything);
    expect(first[0]).toMatchObject({
      state: 'failure',
      found: expect.stringContaining('vpc:CreateSubnet, vpc:CreateVpc'),
    });
  });

  it.each<[string, string, string]>([
    ['a VPC', 'tencentcloud_vpc', 'vpc:CreateVpc'],
    ['Redis', 'tencentcloud_redis_instance', 'redis:CreateInstances'],
    ['a template', 'tencentcloud_sms_template', 'sms:AddSmsTemplate'],
  ])(
    'refuses the policy for CI if the deployment creates %s of an environment that exists',
    async (_, type, action) => {
      const deployed = allTypes.filter((one) => one !== type);
      const [finding] = await asRole(readPolicy('deploy-ci'), { ...everything, deployed });
      expect(finding).toMatchObject({
        state: 'failure',
        found: expect.stringMatching(new RegExp(`calls: ${action}$`)),
      });
    },
  );

  it('refuses a role that cannot delete what the deployment replaces or removes', async () => {
    const deployed = allTypes;
    const policies = ['AdministratorAccess', [statement('deny', 'vpc:DeleteVpc', 'scf:DeleteTrigger')]];
    const behindGateway = environment('staging', { trigger: 'api-gateway' });
    const unchanged = await asUser(policies, { settings: behindGateway, deployed });
    expect(unchanged.map(({ state }) => state)).not.toContain('failure');
    const replaced = ['tencentcloud_vpc', 'tencentcloud_scf_trigger'];
    const [finding] = await asUser([], { settings: behindGateway, deployed, replaced });
    expect(finding).toMatchObject({
      state: 'failure',
      found: expect.stringMatching(/ calls: scf:DeleteTrigger, vpc:DeleteVpc$/),
    });
  });

  it('warns of what changes of an environment need, once it is deployed', async () => {
    const policies = ['AdministratorAccess', [statement('deny', 'scf:UpdateFunctionCode')]];
    expect((await asUser(policies)).map(({ state }) => state)).toEqual(['ok', 'note']);
    const findings = await asUser(['AdministratorAccess'], { deployed: allTypes });
    expect(findings).toMatchObject([
      { state: 'ok' },
      {
        state: 'warning',
        found: `${who()} may not call what changes of what is deployed need: scf:UpdateFunctionCode`,
      },
    ]);
  });

  it('needs a right to create policies for the captcha of an environment', async () => {
    const policies = ['AdministratorAccess', [statement('deny', 'cam:CreatePolicy')]];
    const settings = environment('dev', { codeStore: 'memory' });
    expect((await asUser(policies, { settings }))[0]?.state).toBe('ok');
    const variables = { captcha_appid: '190000001' };
    const [finding] = await asUser([], { settings, variables });
    expect(finding).toMatchObject({ state: 'failure', found: expect.stringMatching(/: cam:CreatePolicy$/) });
  });

  it('reads the policies of all pages', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => ({ PolicyId: index + 1, PolicyName: `policy ${index}` }));
    account.answer('ListAttachedUserAllPolicies', { TotalNum: 201, PolicyList: ids });
    account.answer('GetPolicy', {
      PolicyDocument: JSON.stringify({ version: '2.0', statement: [statement('allow', '*')] }),
    });
    expect(await asUser([])).toMatchObject([{ state: 'ok' }]);
    const asked = account.calls.filter(({ action }) => action === 'ListAttachedUserAllPolicies');
    expect(asked.map(({ parameters }) => parameters.Page)).toEqual([1, 2]);
    expect(asked[0]?.parameters).toMatchObject({ TargetUin: user.uin, AttachType: 0 });
  });

  it('notes that CAM must not be asked', async () => {
    expect(await asUser([[statement('allow', 'scf:*')]])).toMatchObject([
      {
        state: 'note',
        found: `what ${who()} may call cannot be told: CAM refuses to list the policies with AuthFailure.UnauthorizedOperation`,
      },
    ]);
  });

  it('notes that a policy must not be read', async () => {
    account.refuse('GetPolicy', 'AuthFailure.UnauthorizedOperation');
    const findings = await asUser(['AdministratorAccess']);
    expect(findings).toMatchObject([{ state: 'note', found: expect.stringContaining('policies that no call tells') }]);
  });

  it('notes that no call tells what a federated user may do', async () => {
    const Arn = 'qcs::sts:100000000001:federated-user/100000000002';
    account.answer('GetCallerIdentity', { Arn, AccountId: '100000000001', UserId: '100000000002:anna' });
    expect(await account.found(checkRights)).toEqual([
      'note: what federated user "anna" of account 100000000001 may call cannot be told: no call tells the policy of such keys',
    ]);
  });

  it('cannot be made if CAM fails', async () => {
    account.refuse('ListAttachedUserAllPolicies', 'InternalError.SystemError');
    await expect(asUser([])).rejects.toMatchObject({ code: 'InternalError.SystemError' });
  });
});
