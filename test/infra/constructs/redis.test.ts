import { describe, expect, it } from 'vitest';
import type { RedisArchitecture, RedisVersion } from '../../../infra/settings/redis-edition';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

const redis = {
  instanceName: 'codes',
  version: '4.0',
  architecture: 'standard',
  memoryMb: 1024,
  replicas: 1,
} as const;

const redisOf = (changes: object) =>
  resourceOf(synthesize(environment('dev', { codeStore: { ...redis, ...changes } })), 'tencentcloud_redis_instance');

describe('The code store', () => {
  it.each<[RedisVersion, RedisArchitecture, number]>([
    ['4.0', 'standard', 6],
    ['4.0', 'cluster', 7],
    ['5.0', 'standard', 8],
    ['5.0', 'cluster', 9],
    ['6.2', 'standard', 15],
    ['6.2', 'cluster', 16],
    ['7.0', 'standard', 17],
    ['7.0', 'cluster', 18],
  ])('is Redis %s in %s architecture, which has the type ID %i', (version, architecture, typeId) => {
    expect(redisOf({ version, architecture }).type_id).toBe(typeId);
  });

  it('is billed by usage, in the function’s VPC, subnet and zone', () => {
    const stack = synthesize(environment('dev'));
    const instance = resourceOf(stack, 'tencentcloud_redis_instance');
    const { vpc_id, subnet_id } = resourceOf(stack, 'tencentcloud_scf_function');
    expect(instance).toMatchObject({
      charge_type: 'POSTPAID',
      availability_zone: resourceOf(stack, 'tencentcloud_subnet').availability_zone,
      vpc_id,
      subnet_id,
      port: 6379,
    });
    expect(instance).not.toHaveProperty('wan_address_switch');
  });

  it('has the configured memory, replicas and shards', () => {
    expect(redisOf({ memoryMb: 4096, replicas: 2 })).toMatchObject({ mem_size: 4096, redis_replicas_num: 2 });
    expect(redisOf({})).not.toHaveProperty('redis_shard_num');
    expect(redisOf({ architecture: 'cluster' })).toMatchObject({ redis_shard_num: 1 });
    expect(redisOf({ architecture: 'cluster', shards: 3 })).toMatchObject({ redis_shard_num: 3 });
  });

  it('has a password that Terraform generates and that the API accepts', () => {
    const stack = synthesize(environment('dev'));
    const { password } = resourceOf(stack, 'tencentcloud_redis_instance');
    const name = /^\$\{random_password\.(.*)\.result\}$/.exec(String(password))?.[1] ?? '';
    const { length, special, min_lower, min_upper, min_numeric } = stack.resource.random_password?.[name] ?? {};
    expect(length).toBeGreaterThanOrEqual(8);
    expect(length).toBeLessThanOrEqual(64);
    expect({ special, min_lower, min_upper, min_numeric }).toEqual({
      special: false,
      min_lower: 1,
      min_upper: 1,
      min_numeric: 1,
    });
  });

  it('is deleted with a deletable environment, and protected in prod', () => {
    const [dev, prod] = ['dev', 'prod'].map((name) =>
      resourceOf(synthesize(environment(name)), 'tencentcloud_redis_instance'),
    );
    expect(dev?.force_delete).toBe(true);
    expect(dev?.lifecycle).not.toHaveProperty('prevent_destroy');
    expect(prod?.force_delete).toBe(false);
    expect(prod?.lifecycle).toMatchObject({ prevent_destroy: true });
  });

  it('refuses new data when it is full, and gets its parameters again when it is replaced', () => {
    const stack = synthesize(environment('prod'));
    const [name = ''] = Object.keys(stack.resource.tencentcloud_redis_instance ?? {});
    expect(resourceOf(stack, 'tencentcloud_redis_param')).toMatchObject({
      instance_id: `\${tencentcloud_redis_instance.${name}.id}`,
      instance_params: { 'maxmemory-policy': 'noeviction' },
      lifecycle: { replace_triggered_by: [`tencentcloud_redis_instance.${name}.id`] },
    });
  });

  it('has replicas in the zones of the settings, by the numbers that the platform gives them', () => {
    const stack = synthesize(environment('prod'));
    const { replica_zone_ids, redis_replicas_num } = resourceOf(stack, 'tencentcloud_redis_instance');
    expect(redis_replicas_num).toBe(2);
    expect(replica_zone_ids).toMatch(
      /^\$\{\[for name in \["ap-guangzhou-4","ap-guangzhou-6"\] : one\(\[for one in data\.tencentcloud_zones\.\S+\.zone_list : /,
    );
    expect(redisOf({})).not.toHaveProperty('replica_zone_ids');
  });

  it('is maintained in the hours of the settings, also after it was replaced', () => {
    const stack = synthesize(environment('prod'));
    const [name = ''] = Object.keys(stack.resource.tencentcloud_redis_instance ?? {});
    expect(resourceOf(stack, 'tencentcloud_redis_maintenance_window')).toMatchObject({
      instance_id: `\${tencentcloud_redis_instance.${name}.id}`,
      start_time: '04:00',
      end_time: '05:00',
      lifecycle: { replace_triggered_by: [`tencentcloud_redis_instance.${name}.id`] },
    });
    expect(resourcesOf(synthesize(environment('dev')), 'tencentcloud_redis_maintenance_window')).toEqual([]);
  });

  it('records the version that it has reached, so that the plan refuses an older one', () => {
    const recordOf = (version: RedisVersion) =>
      resourcesOf(synthesize(environment('dev', { codeStore: { ...redis, version } })), 'terraform_data').find(
        ({ triggers_replace }) => triggers_replace !== undefined,
      );
    const input = { v4_0: true, v5_0: true, v6_2: false, v7_0: false };
    expect(recordOf('5.0')).toMatchObject({
      input,
      triggers_replace: { architecture: 'standard' },
      lifecycle: {
        ignore_changes: ['input.v6_2', 'input.v7_0'],
        postcondition: [{ condition: '${!(self.input.v6_2 || self.input.v7_0)}' }],
      },
    });
    expect(recordOf('7.0')?.lifecycle).not.toHaveProperty('postcondition');
  });

  it('can be the memory of a single instance of the function', () => {
    const stack = synthesize(environment('dev', { codeStore: 'memory' }));
    expect(resourcesOf(stack, 'tencentcloud_redis_instance')).toEqual([]);
    expect(resourcesOf(stack, 'tencentcloud_redis_param')).toEqual([]);
    expect(resourceOf(stack, 'tencentcloud_scf_reserved_concurrency_config').reserved_concurrency_mem).toBe(
      resourceOf(stack, 'tencentcloud_scf_function').mem_size,
    );
    const { environment: variables } = resourceOf(stack, 'tencentcloud_scf_function');
    expect(variables).toContain('"CODE_STORE" = "memory"');
    expect(variables).not.toContain('REDIS');
    expect(stack.output).not.toHaveProperty('redis_address');
  });
});
