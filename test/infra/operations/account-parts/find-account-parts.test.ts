import { beforeAll, describe, expect, it } from 'vitest';
import { describePart, kindOf } from '../../../../infra/operations/account-parts/account-part';
import { findAccountParts } from '../../../../infra/operations/account-parts/find-account-parts';
import { readSynthesizedStack, type SynthesizedResource } from '../../../../infra/operations/stack/synthesized-stack';
import type { LocalCloud } from '../../../../local-cloud/local-cloud';
import { canDeploy, deployEnvironment } from '../../../support/deployed-environment';
import type { Deployment } from '../../../support/deployment';
import { environment } from '../../../support/synthesize';
import { giveStatements } from '../../policies/deploying-policy';

const region = 'ap-guangzhou';
const name = 'sms-verification-staging';

// The tests share one environment, in this order: the last ones change it.
describe.skipIf(!canDeploy).sequential('The look-up of an environment’s parts', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let staging: Deployment;
  let resources: readonly SynthesizedResource[];

  beforeAll(async () => {
    const deployed = await deployEnvironment(environment('staging', { trigger: 'api-gateway' }));
    ({ cloud, deployment: staging } = deployed);
    ({ resources } = readSynthesizedStack(staging.synthesized, 'staging'));
    return deployed.stop;
  }, 60_000);

  const find = (changes: Partial<Parameters<typeof findAccountParts>[0]> = {}) =>
    findAccountParts({ environment: 'staging', region, resources, env: cloud.env, ...changes });
  const namesOf = async (...args: Parameters<typeof find>) =>
    (await find(...args)).parts.map(({ type, name: found }) => `${kindOf(type)} ${found}`);
  const all = [
    `notice of alarm policies ${name}`,
    `alarm policy ${name}-redis-memory`,
    `alarm policy ${name}-throttled`,
    'API Gateway service sms_verification_staging',
    `function ${name}`,
    `alarm ${name}-budget`,
    `alarm ${name}-errors`,
    `alarm ${name}-few-logins`,
    `alarm ${name}-pumping`,
    `alarm ${name}-send-refused`,
    `alarm notice ${name}`,
    `log topic ${name}`,
    `logset ${name}`,
    `Redis instance ${name}`,
    `security group ${name} to Redis`,
    `subnet ${name}`,
    `VPC ${name}`,
    `role ${name}`,
    `policy ${name}-send`,
  ];

  it('finds everything by names, in the order in which it can be deleted', async () => {
    expect(await find()).toMatchObject({ failure: undefined });
    expect(await namesOf()).toEqual(all);
  });

  it('tells the IDs that Terraform has in its state', async () => {
    const { printed } = await staging.run('state', 'pull');
    const stored = [...printed.matchAll(/"id": "([^"]+)"/g)].map(([, id]) => id);
    const { parts } = await find();
    expect(parts.filter(({ id }) => !stored.includes(id))).toEqual([]);
  });

  it('finds everything that has tags by them, whatever its name is', async () => {
    const byName = await find();
    const byTag = await find({ resources: [] });
    const idsOf = ({ parts }: typeof byName) => parts.map(({ type, id }) => `${type} ${id}`);
    // platform: taggable-types
    const tagged = idsOf(byName).filter((id) => !id.startsWith('tencentcloud_monitor_'));
    expect(idsOf(byTag).sort()).toEqual(tagged.sort());
  });

  it('finds nothing of another environment', async () => {
    expect(await find({ environment: 'dev', resources: [] })).toEqual({ parts: [], failure: undefined });
    const attributes = { name: 'sms-verification' };
    const partly = await find({ environment: 'dev', resources: [{ type: 'tencentcloud_redis_instance', attributes }] });
    expect(partly.parts).toEqual([]);
  });

  it('names in a line what it may not search, and finds the rest', async () => {
    const statement = { effect: 'allow', action: ['vpc:*', 'tag:*'], resource: ['*'] };
    giveStatements(cloud.account, 'reader', [statement]);
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole('reader');
    const credentials = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    const env = { ...cloud.env, ...credentials, TENCENTCLOUD_SECURITY_TOKEN: token };
    const { parts, failure } = await find({ env });
    expect(parts.map(describePart)).toEqual(expect.arrayContaining([expect.stringMatching(/^VPC vpc-\w+ "sms-/)]));
    expect(failure).toMatch(/^each .*Redis instance.*: AuthFailure\.UnauthorizedOperation: .*redis:DescribeInstances/);
    expect(failure).not.toContain('\n');
    expect(failure).not.toContain('each VPC');
    expect(failure).toMatch(/[^.]; AuthFailure\.UnauthorizedOperation: /);
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['without credentials', { TENCENTCLOUD_SECRET_ID: '' }, 'TENCENTCLOUD_SECRET_ID is not set'],
    ['if Terraform assumes a role', { TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/x' }, 'assumes a role'],
    ['without a network', { API_ENDPOINT: 'http://127.0.0.1:1' }, 'ECONNREFUSED'],
  ])('does not fail %s, but says so', async (_, changes, message) => {
    const { parts, failure } = await find({ env: { ...cloud.env, ...changes } });
    expect(parts).toEqual([]);
    expect(failure).toContain(message);
    expect(failure).not.toContain('\n');
  });

  it('finds a Redis instance without tags, and says that it is in the recycle bin', async () => {
    const { redis } = cloud.account;
    const instanceId = redis.instances()[0]?.instanceId ?? '';
    redis.change(instanceId, { tags: {} });
    redis.isolate(instanceId);
    const { parts } = await find();
    expect(parts.map(describePart)).toContain(
      `Redis instance ${instanceId} "${name}" (without tags of this environment; check that it is yours) ` +
        '(in the recycle bin, still in its subnet)',
    );
  });
});
