import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TencentcloudProvider } from '@cdktf/provider-tencentcloud/lib/provider';
import { RedisInstance, type RedisInstanceConfig } from '@cdktf/provider-tencentcloud/lib/redis-instance';
import { SecurityGroupRuleSet } from '@cdktf/provider-tencentcloud/lib/security-group-rule-set';
import { Vpc } from '@cdktf/provider-tencentcloud/lib/vpc';
import { App, Aspects, TerraformStack, TerraformVariable } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { type RefusalsProps, refuseUnsafe } from '../../../infra/aspects/refusals';
import { tagAll } from '../../../infra/aspects/tags';

const requiredTags = { application: 'sms-verification' };

/** Synthesizes a stack with the resources that `build` adds. */
function synthesizeWith(build: (stack: TerraformStack) => void, props: Partial<RefusalsProps> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  try {
    const app = new App({ outdir: folder });
    const stack = new TerraformStack(app, 'stack');
    new TencentcloudProvider(stack, 'tencentcloud');
    build(stack);
    Aspects.of(stack).add(refuseUnsafe({ requiredTags, deletable: true, ...props }));
    app.synth();
    return readFileSync(join(folder, 'stacks', 'stack', 'cdk.tf.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const redisConfig = {
  availabilityZone: 'ap-guangzhou-3',
  memSize: 1024,
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  securityGroups: ['sg-1'],
  tags: requiredTags,
};

/** Adds a safe Redis instance, with changes that may make it unsafe. */
function redis(changes: Partial<RedisInstanceConfig> = {}, overrides: Readonly<Record<string, unknown>> = {}) {
  return (stack: TerraformStack) => {
    const password = new TerraformVariable(stack, 'password', { type: 'string', sensitive: true }).stringValue;
    const instance = new RedisInstance(stack, 'redis', { ...redisConfig, password, ...changes });
    for (const [name, value] of Object.entries(overrides)) instance.addOverride(name, value);
  };
}

describe('Synthesis', () => {
  it('accepts a safe stack', () => {
    expect(synthesizeWith(redis())).toContain('"tencentcloud_redis_instance"');
    expect(synthesizeWith(redis({ lifecycle: { preventDestroy: true } }), { deletable: false })).toContain(
      'prevent_destroy',
    );
  });

  it.each<[string, (stack: TerraformStack) => void, Partial<RefusalsProps>, string]>([
    ['a public Redis', redis({ wanAddressSwitch: 'open' }), {}, 'reached from the internet: remove wan_address_switch'],
    [
      'a Redis that an override makes public',
      redis({}, { wan_address_switch: 'open' }),
      {},
      'reached from the internet: remove wan_address_switch',
    ],
    ['a Redis without a password', redis({ noAuth: true }), {}, 'requires no password: remove no_auth'],
    ['a password in plain text', redis({ password: 'abcDEF123' }), {}, 'in plain text: take it from random_password'],
    ['a Redis without a security group', redis({ securityGroups: [] }), {}, 'has no security group'],
    [
      'a Redis outside of a VPC',
      (stack) => {
        const { vpcId: _, subnetId: __, ...config } = redisConfig;
        new RedisInstance(stack, 'redis', config);
      },
      {},
      'not in a VPC: set vpc_id and subnet_id',
    ],
    [
      'a Redis without protection in an environment that is not deletable',
      redis(),
      { deletable: false },
      'set lifecycle.prevent_destroy on Redis',
    ],
    [
      'a Redis that is deleted at once in an environment that is not deletable',
      redis({ forceDelete: true, lifecycle: { preventDestroy: true } }),
      { deletable: false },
      'remove force_delete from Redis',
    ],
    [
      'a security group that is open to the internet',
      (stack) =>
        new SecurityGroupRuleSet(stack, 'rules', {
          securityGroupId: 'sg-1',
          ingress: [{ action: 'ACCEPT', protocol: 'TCP', port: '6379', cidrBlock: '0.0.0.0/0' }],
        }),
      {},
      'allows 0.0.0.0/0: allow only the subnet',
    ],
    [
      'a resource without tags',
      (stack) => new Vpc(stack, 'vpc', { name: 'a', cidrBlock: '10.0.0.0/16', tags: { colour: 'red' } }),
      {},
      'Missing tags: application. Apply tagAll to the stack',
    ],
  ])('refuses %s', (_, build, props, message) => {
    expect(() => synthesizeWith(build, props)).toThrow(message);
  });
});

describe('Tags', () => {
  it('are added to every taggable resource, and keep its own tags', () => {
    const synthesized = synthesizeWith((stack) => {
      new Vpc(stack, 'vpc', { name: 'a', cidrBlock: '10.0.0.0/16', tags: { colour: 'red' } });
      Aspects.of(stack).add(tagAll(requiredTags));
    });
    const { vpc } = JSON.parse(synthesized).resource.tencentcloud_vpc;
    expect(vpc.tags).toEqual({ application: 'sms-verification', colour: 'red' });
  });
});
