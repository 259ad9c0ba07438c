import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRedisZone } from '../../../../../infra/operations/doctor/account/redis-zone';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

describe('The zone of Redis', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  it('is one that the provider finds', async () => {
    expect(await account.found(checkRedisZone)).toEqual(['ok: ap-guangzhou-3 is a zone for Redis']);
    expect(account.calls).toMatchObject([{ service: 'region', parameters: { Product: 'redis' } }]);
  });

  it('is a failure if the provider does not find it, with those that there are', async () => {
    const dev = environment('dev');
    const settings = { ...dev, network: { ...dev.network, zone: 'ap-guangzhou-99' } };
    const [finding] = await account.check(checkRedisZone, { settings });
    expect(finding).toMatchObject({ state: 'failure', found: 'ap-guangzhou-99 is no zone for Redis' });
    expect(finding?.advice).toContain('ap-guangzhou-3');
  });

  it('is a failure if the call is refused that the provider makes, too', async () => {
    account.refuse('DescribeZones', 'InternalError', 'It does not work.');
    expect(await account.found(checkRedisZone)).toEqual([
      'failure: cannot be looked up: InternalError: It does not work',
    ]);
  });

  it('is not looked up without a Redis to create', async () => {
    expect(await account.check(checkRedisZone, { deployed: ['tencentcloud_redis_instance'] })).toEqual([]);
    expect(await account.check(checkRedisZone, { settings: environment('dev', { codeStore: 'memory' }) })).toEqual([]);
    expect(account.calls).toEqual([]);
  });
});
