import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import providerActions from '../../../infra/policies/provider-actions.json';
import { projectRoot } from '../../../infra/project-root';
import provider from '../../../infra/provider-tencentcloud/provider.json';
import { startTrialAccount, type TrialAccount } from '../../local-cloud/trial-account';
import { giveStatements, readPolicy, type Statement } from './deploying-policy';

/** Actions that the provider calls only for attributes that no stack sets. */
const neverCalled: Readonly<Record<string, string>> = {
  'cam:UpdateRoleConsoleLogin': 'console_login of a role',
  'cam:UpdateRoleSessionDuration': 'session_duration of a role',
  'redis:AllocateWanAddress': 'wan_address_switch of Redis',
  'redis:ReleaseWanAddress': 'wan_address_switch of Redis',
  'redis:ApplyParamsTemplate': 'params_template_id of Redis',
  'redis:DestroyPrepaidInstance': 'charge_type PREPAID of Redis',
  'redis:ModifyInstanceChargeType': 'charge_type PREPAID of Redis',
  'redis:DisableReplicaReadonly': 'replicas_read_only of Redis',
  'redis:EnableReplicaReadonly': 'replicas_read_only of Redis',
  'vpc:CreateAssistantCidr': 'assistant_cidrs of a VPC',
  'vpc:ModifyAssistantCidr': 'assistant_cidrs of a VPC',
  'vpc:ReplaceRouteTableAssociation': 'route_table_id of a subnet',
};

/** What the provider can call for the resources of the stacks, by the names that policies use. platform: provider-actions */
const deploying = [
  ...new Set(
    Object.values<Record<string, string[]>>(providerActions).flatMap((ofType) => Object.values(ofType).flat()),
  ),
].filter((action) => neverCalled[action] === undefined);
/** What `make deploy` and `make destroy` call to find parts of an environment that are not in its state. */
const lookingUp = [
  'vpc:DescribeVpcs',
  'vpc:DescribeSubnets',
  'cvm:DescribeSecurityGroups',
  'redis:DescribeInstances',
  'cam:GetRole',
  'cam:ListPolicies',
  'scf:ListFunctions',
  'apigw:DescribeServicesStatus',
  'cls:DescribeLogsets',
  'cls:DescribeTopics',
  'cls:DescribeAlarms',
  'cls:DescribeAlarmNotices',
  'monitor:DescribeAlarmPolicies',
  'monitor:DescribeAlarmNotices',
  'tag:GetResources',
];
/** What `make environments` calls besides. */
const listing = [
  'scf:GetFunction',
  'scf:ListCustomDomains',
  'scf:ListTriggers',
  'apigw:DescribeService',
  'apigw:DescribeServiceSubDomains',
  'redis:DescribeInstanceAccount',
];
/** What the checks before a deployment call besides; `test/infra/operations/doctor/account-checks.test.ts` calls it with these policies. */
const examining = [
  'cam:ListAttachedUserAllPolicies',
  'cam:ListReceiver',
  'cam:ListUsers',
  'redis:InquiryPriceCreateInstance',
  'sms:DescribeSmsSignList',
  'sms:SmsPackagesStatistics',
  'ssl:DescribeCertificate',
];
/** What `make acceptance` calls besides; `test/e2e/acceptance/acceptance.test.ts` calls it with the policy for a person. */
const accepting = ['scf:InvokeFunction', 'sms:PullSmsSendStatusByPhoneNumber'];
/** What `make number` and `make funnel` call besides. */
const following = ['scf:InvokeFunction', 'sms:PullSmsSendStatusByPhoneNumber', 'sms:CallbackStatusStatistics'];
/** What `make logs`, `make number`, `make funnel`, `make environments` and `make sms-package` call, without a state. */
const operating = [
  ...listing,
  ...following,
  'cls:SearchLog',
  'redis:DescribeInstances',
  'redis:InquiryPriceCreateInstance',
  'scf:ListFunctions',
  'sms:SmsPackagesStatistics',
  'tag:GetResources',
];
/** What changes who may do what in the account. */
const changesRights = /^cam:(Create|Update|Delete|Attach|Detach|Put|Add|Set)/;
/** What CI must not do, though a deployment that creates or removes an environment does it. */
const leftToPeople =
  /^(cam:(Create|Update|Delete|Attach|Detach)\w+|sms:(Add|Modify|Delete)\w+|vpc:(Create|Delete)\w+|cvm:(Create|Delete)\w+|redis:(CreateInstances|(Create|Delete)InstanceAccount|DestroyPostpaidInstance|CleanUpInstance|ModifyNetworkConfig|ModifyInstanceAvailabilityZones))$/;
const state = (environment: string, file = 'terraform.tfstate') =>
  `qcs::cos:ap-guangzhou:uid/1250000000:sms-state-1250000000/sms-verification/sms-verification-${environment}/${file}`;

describe('The policy', () => {
  let trial: TrialAccount;

  beforeEach(() => {
    trial = startTrialAccount();
  });
  afterEach(() => trial.stop());

  /** Returns the actions that a role with these statements may not call. */
  function refused(statements: readonly Statement[], actions: readonly string[]): string[] {
    giveStatements(trial.account, 'deployer', statements);
    return actions.filter((action) => !trial.account.cam.allows('deployer', action));
  }
  const allows = (action: string, resource: string) => trial.account.cam.allows('deployer', action, resource);

  it('is checked against the actions of all resource types of the stacks', () => {
    expect(Object.keys(providerActions).sort()).toEqual([...provider.resources].sort());
  });

  it('gets the values of an account with the command of docs/deploy.md', async () => {
    const document = readFileSync(join(projectRoot, 'docs', 'deploy.md'), 'utf8');
    const [, command = ''] = /^```sh\n(sed [\s\S]*?)^```$/m.exec(document) ?? [];
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: projectRoot });
    expect(JSON.parse(stdout).statement).toEqual(readPolicy('deploy-ci'));
  });

  describe('for a person', () => {
    const statements = readPolicy('deploy-person');

    it('allows everything that the provider and the commands call', () => {
      const commands = [
        ...lookingUp,
        ...listing,
        ...examining,
        ...accepting,
        ...following,
        'scf:GetFunction',
        'cls:SearchLog',
      ];
      expect(refused(statements, [...deploying, ...commands])).toEqual([]);
    });

    it('allows to read, write and lock the states of all environments, and nothing else in COS', () => {
      expect(refused(statements, ['tag:CreateTag', 'tag:DeleteTag', 'tag:DescribeTags'])).toEqual([]);
      for (const action of ['cos:GetObject', 'cos:PutObject', 'cos:DeleteObject']) {
        expect(allows(action, state('staging'))).toBe(true);
        expect(allows(action, state('prod', 'terraform.tfstate.tflock'))).toBe(true);
        expect(allows(action, 'qcs::cos:ap-guangzhou:uid/1250000000:other-1250000000/file')).toBe(false);
      }
    });

    it('does not allow to create users or keys, or to give users more rights', () => {
      const actions = ['cam:AddUser', 'cam:CreateAccessKey', 'cam:AttachUserPolicy', 'cam:CreateOIDCConfig'];
      expect(refused(statements, actions)).toEqual(actions);
    });

    it('has no statement that could be left out', () => {
      // The local cloud does not check these: COS and its lock, and what no source says is needed.
      const unchecked = /^(cos:|tag:CreateTag|cam:PassRole|cls:SearchLog)/;
      for (const statement of statements.filter(({ action }) => !unchecked.test(action[0] ?? ''))) {
        const others = statements.filter((other) => other !== statement);
        expect(refused(others, [...deploying, ...examining, ...accepting]), JSON.stringify(statement)).not.toEqual([]);
      }
    });
  });

  describe('for operators', () => {
    const statements = readPolicy('operate');

    it('allows what the commands that look at an environment call, and nothing that could be left out', () => {
      expect(refused(statements, operating)).toEqual([]);
      // test/e2e/operating-role.test.ts compares them with what the commands call.
      expect(statements.flatMap(({ action }) => action).sort()).toEqual([...operating].sort());
    });

    it('allows no deployment and no state', () => {
      expect(refused(statements, deploying)).toEqual(deploying.filter((action) => !operating.includes(action)));
      for (const action of ['cos:GetObject', 'cos:PutObject', 'cos:DeleteObject'])
        expect(allows(action, state('staging'))).toBe(false);
    });
  });

  describe('for CI', () => {
    const statements = readPolicy('deploy-ci');

    it('allows what changes an environment, and not what creates or removes roles, networks and Redis', () => {
      // Whom the account's owner added as contacts is none of CI's business; without it, a warning may be unnecessary.
      expect(refused(statements, [...lookingUp, ...listing, ...examining])).toEqual(['cam:ListReceiver']);
      const missing = refused(statements, deploying);
      expect(missing).toEqual(deploying.filter((action) => leftToPeople.test(action)));
      expect(missing).toEqual(
        expect.arrayContaining(['cam:CreateRole', 'redis:DestroyPostpaidInstance', 'vpc:DeleteVpc']),
      );
    });

    it('allows nothing that the policy for a person does not', () => {
      const actions = statements.flatMap(({ action }) => action.filter((one) => !one.startsWith('cos:')));
      expect(
        refused(
          readPolicy('deploy-person'),
          actions.map((action) => action.replace(/\*$/, 'Thing')),
        ),
      ).toEqual([]);
    });

    it('gives nobody rights, and reads no log', () => {
      expect(statements.flatMap(({ action }) => action).filter((action) => changesRights.test(action))).toEqual([]);
      const actions = ['cam:AttachRolePolicy', 'cam:CreateAccessKey', 'sts:AssumeRole', 'cls:SearchLog', 'sms:SendSms'];
      expect(refused(statements, actions)).toEqual(actions);
    });

    it('allows only the role and the state of its own environment', () => {
      refused(statements, []);
      const role = (name: string) => allows('cam:PassRole', `qcs::cam::uin/100012345678:roleName/${name}`);
      expect([role('sms-verification-staging'), role('sms-verification-prod'), role('SCF_QcsRole')]).toEqual([
        true,
        false,
        false,
      ]);
      expect(allows('cos:GetObject', state('staging'))).toBe(true);
      expect(allows('cos:GetObject', state('prod'))).toBe(false);
    });
  });
});
