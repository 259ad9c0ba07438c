import { afterEach, describe, expect, it } from 'vitest';
import { checkRedisOffer } from '../../../../../infra/operations/doctor/account/redis-offer';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import type { RedisStoreSettings } from '../../../../../infra/settings/infrastructure-schema';
import type { LocalCloudOptions } from '../../../../../local-cloud/local-cloud';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

/** The preset dev with another Redis. */
const withRedis = (changes: Partial<RedisStoreSettings>): EnvironmentSettings => {
  const dev = environment('dev');
  return { ...dev, codeStore: { ...(dev.codeStore as RedisStoreSettings), ...changes } };
};
const cluster = withRedis({ version: '7.0', architecture: 'cluster', shards: 3, replicas: 2, memoryMb: 2048 });

describe('The check of the Redis offer', () => {
  let account: ExaminedAccount;
  const start = async (options: LocalCloudOptions = {}) => {
    account = await startExaminedAccount(options);
    return account;
  };
  afterEach(() => account.stop());

  /** A product on sale: Redis 6.2 in standard architecture. */
  const product = {
    Type: 15,
    PayMode: '0',
    Saleout: false,
    TotalSize: ['1', '2'],
    ShardSize: ['1', '2'],
    ShardNum: ['1'],
    ReplicaNum: ['1'],
  };
  /** The zones of Guangzhou sell these products. */
  const selling = (zones: Readonly<Record<string, readonly object[]>>) =>
    account.answer('DescribeProductInfo', {
      RegionSet: [
        { RegionId: 'ap-shanghai', ZoneSet: [{ ZoneId: 'ap-shanghai-2', ProductSet: [product] }] },
        {
          RegionId: 'ap-guangzhou',
          ZoneSet: Object.entries(zones).map(([ZoneId, ProductSet]) => ({ ZoneId, IsSaleout: false, ProductSet })),
        },
      ],
    });

  it('finds it on sale, with the price of an hour', async () => {
    expect(await (await start()).found(checkRedisOffer)).toEqual([
      'ok: ap-guangzhou-3 sells Redis 6.2 (standard, 1024 MB, 1 replica), for 0.2334 CNY an hour',
    ]);
  });

  it('asks for the instance that would be bought', async () => {
    await start();
    expect(await account.found(checkRedisOffer, { settings: cluster })).toEqual([
      expect.stringMatching(
        /^ok: .* sells Redis 7.0 \(cluster, 2048 MB, 2 replicas, 3 shards\), for 2\.1\d+ CNY an hour$/,
      ),
    ]);
    expect(account.calls.find(({ action }) => action === 'InquiryPriceCreateInstance')?.parameters).toEqual({
      TypeId: 18,
      MemSize: 2048,
      GoodsNum: 1,
      Period: 1,
      BillingMode: 0,
      ZoneName: 'ap-guangzhou-3',
      RedisShardNum: 3,
      RedisReplicasNum: 2,
    });
  });

  // platform: redis-price
  it.each([
    ['for 0.28 CNY an hour', { Price: 28, AmountUnit: 'pent', Currency: 'CNY' }],
    ['for 0.2334 USD an hour', { Price: 23, HighPrecisionPrice: 23_335_000, AmountUnit: 'microPent', Currency: 'USD' }],
    ['for a price that the API refuses to tell', { Error: { Code: 'InternalError', Message: '' } }],
  ])('tells the price "%s"', async (price, reply) => {
    (await start()).answer('InquiryPriceCreateInstance', reply);
    const [finding] = await account.found(checkRedisOffer);
    expect(finding).toMatch(/^ok: /);
    expect(finding?.endsWith(`, ${price}`)).toBe(true);
  });

  it('tells no price in a unit that it does not know', async () => {
    (await start()).answer('InquiryPriceCreateInstance', { Price: 28, AmountUnit: 'yuan', Currency: 'CNY' });
    expect((await account.found(checkRedisOffer))[0]).toMatch(/1 replica\)$/);
  });

  it('refuses a zone that is sold out, and names those that sell it', async () => {
    await start({ faults: ['sold-out=ap-guangzhou-3', 'sold-out=ap-guangzhou-4'] });
    expect(await account.check(checkRedisOffer)).toEqual([
      {
        check: 'Redis offer',
        state: 'failure',
        found: 'Redis 6.2 (standard, 1024 MB, 1 replica): sold out in ap-guangzhou-3',
        advice:
          'Set `network.zone` in infra/settings/own-presets.ts to one that sells it: ap-guangzhou-6, ap-guangzhou-7; ' +
          'or change `codeStore`.',
      },
    ]);
  });

  it('refuses a zone of a replica that is sold out, and names those that sell it', async () => {
    await start({ faults: ['sold-out=ap-guangzhou-6'] });
    expect(await account.check(checkRedisOffer, { settings: environment('prod') })).toEqual([
      {
        check: 'Redis offer',
        state: 'failure',
        found: 'Redis 6.2 (standard, 4096 MB, 2 replicas), a replica of it: sold out in ap-guangzhou-6',
        advice:
          'Set `codeStore.replicaZones` in infra/settings/own-presets.ts to zones that sell it: ap-guangzhou-3, ' +
          'ap-guangzhou-4, ap-guangzhou-7.',
      },
    ]);
  });

  it('says that no zone sells it', async () => {
    (await start()).answer('DescribeProductInfo', { RegionSet: null });
    expect(await account.check(checkRedisOffer)).toMatchObject([
      {
        state: 'failure',
        found: expect.stringContaining('Redis is not sold in a zone ap-guangzhou-3'),
        advice: expect.stringContaining('No zone of ap-guangzhou sells it.'),
      },
    ]);
  });

  it('refuses an unknown zone', async () => {
    const dev = environment('dev');
    const settings = { ...dev, network: { ...dev.network, zone: 'ap-guangzhou-9' } };
    expect(await (await start()).check(checkRedisOffer, { settings })).toMatchObject([
      { state: 'failure', found: expect.stringContaining('is not sold in a zone ap-guangzhou-9') },
    ]);
  });

  it.each<[string, string, readonly object[], EnvironmentSettings]>([
    [
      'another edition',
      'ap-guangzhou-3 does not sell this version and architecture by the hour',
      [{ ...product, Type: 8 }],
      environment('dev'),
    ],
    [
      'prepaid ones',
      'ap-guangzhou-3 does not sell this version and architecture by the hour',
      [{ ...product, PayMode: '1' }],
      environment('dev'),
    ],
    ['none left of it', 'sold out in ap-guangzhou-3', [{ ...product, Saleout: true }], environment('dev')],
    ['other sizes', 'ap-guangzhou-3 sells it with 1, 2 GB, not 4', [product], withRedis({ memoryMb: 4096 })],
    [
      'other numbers of replicas',
      'ap-guangzhou-3 sells it with 1 replicas, not 2',
      [product],
      withRedis({ replicas: 2 }),
    ],
    [
      'other sizes and shards',
      'ap-guangzhou-3 sells it with 4 GB, not 2 and with 1 replicas, not 2 and with 1, 5 shards, not 3',
      [{ ...product, Type: 18, ShardSize: ['4'], ShardNum: ['1', '5'] }],
      cluster,
    ],
  ])('refuses a zone that has %s', async (_, problem, products, settings) => {
    await start();
    selling({ 'ap-guangzhou-3': products, 'ap-guangzhou-6': [{ ...product, Type: 99 }] });
    const [finding] = await account.check(checkRedisOffer, { settings });
    expect(finding).toMatchObject({
      state: 'failure',
      advice: expect.stringContaining('No zone of ap-guangzhou sells it.'),
    });
    expect(finding?.found.split(': ')[1]).toBe(problem);
  });

  it('is content with a product whose sizes are not told', async () => {
    await start();
    selling({ 'ap-guangzhou-3': [{ ...product, TotalSize: null }] });
    expect((await account.check(checkRedisOffer))[0]?.state).toBe('ok');
  });

  it('is content with one of several products', async () => {
    await start();
    selling({ 'ap-guangzhou-3': [{ ...product, Saleout: true }, { ...product, TotalSize: ['8'] }, product] });
    expect((await account.check(checkRedisOffer))[0]?.state).toBe('ok');
  });

  it('knows a zone by its name, too', async () => {
    (await start()).answer('DescribeProductInfo', {
      RegionSet: [
        {
          RegionId: 'ap-guangzhou',
          ZoneSet: [{ ZoneId: '100003', ZoneName: 'ap-guangzhou-3', ProductSet: [product] }],
        },
      ],
    });
    expect((await account.check(checkRedisOffer))[0]?.state).toBe('ok');
  });

  it('is asked for an instance that is replaced', async () => {
    await start();
    const deployed = ['tencentcloud_redis_instance'];
    expect(await account.found(checkRedisOffer, { deployed, replaced: deployed })).toEqual([
      expect.stringMatching(/^ok: ap-guangzhou-3 sells/),
    ]);
  });

  it('buys nothing if the instance is deployed, or codes are in memory', async () => {
    await start({ faults: ['sold-out=ap-guangzhou-3'] });
    expect(await account.found(checkRedisOffer, { deployed: ['tencentcloud_redis_instance'] })).toEqual([
      'note: the instance is deployed already',
    ]);
    expect(await account.found(checkRedisOffer, { settings: environment('dev', { codeStore: 'memory' }) })).toEqual([]);
  });
});
