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

const requiredTags = { project: 'sms-verification' };

/** Synthesizes a stack with something in it that may be refused. */
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

/** A Redis that is refused for nothing but what is changed. */
function redis(changes: Partial<RedisInstanceConfig> = {}, overrides: Readonly<Record<string, unknown>> = {}) {
  return (stack: TerraformStack) => {
    const password = new TerraformVariable(stack, 'password', { type: 'string', sensitive: true }).stringValue;
    const instance = new RedisInstance(stack, 'redis', { ...redisConfig, password, ...changes });
    for (const [name, value] of Object.entries(overrides)) instance.addOverride(name, value);
  };
}

describe('Synthesis', () => {
  it('lets a safe stack pass', () => {
    expect(synthesizeWith(redis())).toContain('"tencentcloud_redis_instance"');
    expect(synthesizeWith(redis({ lifecycle: { preventDestroy: true } }), { deletable: false })).toContain(
      'prevent_destroy',
    );
  });

  it.each<[string, (stack: TerraformStack) => void, Partial<RefusalsProps>, string]>([
    ['a public Redis', redis({ wanAddressSwitch: 'open' }), {}, 'reached from the internet: remove wan_address_switch'],
    [
      'a Redis that an override made public',
      redis({}, { wan_address_switch: 'open' }),
      {},
      'reached from the internet: remove wan_address_switch',
    ],
    ['a Redis without a password', redis({ noAuth: true }), {}, 'asks for no password: remove no_auth'],
    ['a password in clear', redis({ password: 'abcDEF123' }), {}, 'written in clear: take it from random_password'],
    ['a Redis without a security group', redis({ securityGroups: [] }), {}, 'has no security group'],
    [
      'a Redis outside of a VPC',
      (stack) => {
        const { vpcId: _, subnetId: __, ...config } = redisConfig;
        new RedisInstance(stack, 'redis', config);
      },
      {},
      'in no VPC: give it vpc_id and subnet_id',
    ],
    ['a database of prod without protection', redis(), { deletable: false }, 'give Redis lifecycle.preventDestroy'],
    [
      'a database of prod that goes at once',
      redis({ forceDelete: true, lifecycle: { preventDestroy: true } }),
      { deletable: false },
      'remove forceDelete from Redis',
    ],
    [
      'a security group that is open to the world',
      (stack) =>
        new SecurityGroupRuleSet(stack, 'rules', {
          securityGroupId: 'sg-1',
          ingress: [{ action: 'ACCEPT', protocol: 'TCP', port: '6379', cidrBlock: '0.0.0.0/0' }],
        }),
      {},
      'lets in 0.0.0.0/0: name the subnet',
    ],
    [
      'a resource without tags',
      (stack) => new Vpc(stack, 'vpc', { name: 'a', cidrBlock: '10.0.0.0/16', tags: { colour: 'red' } }),
      {},
      'The tags project are missing: apply tagAll to the stack',
    ],
  ])('refuses %s', (_, build, props, message) => {
    expect(() => synthesizeWith(build, props)).toThrow(message);
  });
});

describe('Tags', () => {
  it('are on everything that can have them, beside a resource’s own', () => {
    const synthesized = synthesizeWith((stack) => {
      new Vpc(stack, 'vpc', { name: 'a', cidrBlock: '10.0.0.0/16', tags: { colour: 'red' } });
      Aspects.of(stack).add(tagAll(requiredTags));
    });
    const { vpc } = JSON.parse(synthesized).resource.tencentcloud_vpc;
    expect(vpc.tags).toEqual({ project: 'sms-verification', colour: 'red' });
  });
});
