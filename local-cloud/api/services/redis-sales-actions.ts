import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { z } from 'zod';
import { CloudError } from '../../account/cloud-error';
import type { RedisService } from '../../account/redis';
import { redisPrice } from '../../account/redis-price';
import {
  checkRedisSize,
  checkRedisZone,
  clusterTypes,
  memorySizes,
  shardNumbers,
  standardTypes,
} from '../../account/redis-rules';
import { regions, zonesOf } from '../../account/region';
import { type Action, action } from '../action';

const number = z.int();

/** What is on sale, and for how much. */
export function redisSalesActions(redis: RedisService): Readonly<Record<string, Action>> {
  return {
    DescribeProductInfo: action<Models.DescribeProductInfoRequest, Models.DescribeProductInfoResponse>({
      parameters: {},
      answer: () => ({ RegionSet: regions.map((region) => regionModel(region, redis.isSoldOut)) }),
    }),

    // platform: redis-price
    InquiryPriceCreateInstance: action<
      Models.InquiryPriceCreateInstanceRequest,
      Models.InquiryPriceCreateInstanceResponse
    >({
      parameters: {
        TypeId: number,
        MemSize: number,
        GoodsNum: number.min(1).max(10),
        Period: number,
        // The prices of prepaid instances are not known here.
        BillingMode: z.literal(0),
        ZoneId: number.optional(),
        ZoneName: z.string().optional(),
        RedisShardNum: number.optional(),
        RedisReplicasNum: number.optional(),
      },
      ignored: ['ReplicasReadonly', 'ProductVersion'],
      answer: (wanted, { region }) => {
        checkRedisZone(region, readZone(wanted, region));
        const { MemSize, RedisShardNum = 1, RedisReplicasNum = 1 } = wanted;
        const size = { memSize: MemSize, shards: RedisShardNum, replicas: RedisReplicasNum };
        checkRedisSize(wanted.TypeId, size);
        const price = redisPrice(size) * wanted.GoodsNum;
        return {
          Price: Math.floor(price),
          HighPrecisionPrice: price,
          OriginalPrice: Math.floor(price),
          HighPrecisionOriginalPrice: price,
          Currency: 'CNY',
          AmountUnit: 'pent',
        };
      },
    }),
  };
}

/** @returns the name of the zone that a call names by its name or its ID */
export function readZone(
  { ZoneName, ZoneId }: Pick<Models.CreateInstancesRequest, 'ZoneName' | 'ZoneId'>,
  region: string,
): string {
  const zone = ZoneName ?? zonesOf(region).find(({ id }) => id === ZoneId)?.name;
  if (zone !== undefined) return zone;
  const message = `The region ${region} has no zone ${ZoneId}.`;
  throw new CloudError('ResourceUnavailable.NoRedisService', message, 'ZoneId');
}

function regionModel(region: string, isSoldOut: (zone: string) => boolean): Models.RegionConf {
  return {
    RegionId: region,
    RegionName: region,
    RegionShortName: region,
    Area: '',
    ZoneSet: zonesOf(region).map(({ name, id }) => ({
      ZoneId: name,
      ZoneName: name,
      OldZoneId: id,
      IsSaleout: isSoldOut(name),
      IsDefault: false,
      NetWorkType: ['vpcnet'],
      ProductSet: [...standardTypes, ...clusterTypes].map((type) => productModel(type, isSoldOut(name))),
      ViewFlag: [],
      SkipViewFlag: [],
    })),
  };
}

/** Sizes are in GB, unlike those of `CreateInstances`. platform: redis-product-info */
function productModel(type: number, isSoldOut: boolean): Models.ProductConf {
  const shards = clusterTypes.includes(type) ? shardNumbers : [1];
  const shardSizes = memorySizes.map((size) => size / 1024);
  const totals = new Set(shards.flatMap((number) => shardSizes.map((size) => number * size)));
  return {
    Type: type,
    TypeName: '',
    MinBuyNum: 1,
    MaxBuyNum: 10,
    Saleout: isSoldOut,
    Engine: 'Redis',
    Version: '',
    TotalSize: [...totals].sort((a, b) => a - b).map(String),
    ShardSize: shardSizes.map(String),
    ShardNum: shards.map(String),
    ReplicaNum: ['1', '2', '3', '4', '5'],
    PayMode: '0',
    EnableRepicaReadOnly: true,
  };
}
