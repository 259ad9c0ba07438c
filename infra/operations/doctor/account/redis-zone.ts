import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_client';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { isOwnNetwork, isOwnRedis } from '../../../settings/shared-infrastructure';
import type { AccountCheck } from '../finding';

const check = 'Redis zone';

/**
 * Whether the provider finds the number of the zone, with the call that it makes before it creates Redis. So a deployment fails if the
 * API refuses this one.
 *
 * platform: redis-zone-number
 */
export const checkRedisZone: AccountCheck = async ({ settings, config, creates }) => {
  const { codeStore, network, region } = settings;
  // Without a network of its own, the zone is that of a subnet in which somebody else has Redis already, or knows why not.
  if (!isOwnRedis(codeStore) || !isOwnNetwork(network) || !creates('tencentcloud_redis_instance')) return [];
  try {
    const { ZoneSet: zones = [] } = await new Client(config).DescribeZones({ Product: 'redis' });
    const names = zones.flatMap(({ Zone }) => Zone ?? []);
    if (names.includes(network.zone)) return [{ check, state: 'ok', found: `${network.zone} is a zone for Redis` }];
    const found = `${network.zone} is no zone for Redis`;
    const advice = `Set \`network.zone\` in infra/settings/own-presets.ts to one of ${region}: ${names.join(', ') || 'none'}.`;
    return [{ check, state: 'failure', found, advice }];
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result !== 'refused' || failure.apiCode.startsWith('AuthFailure.')) throw error;
    const found = `cannot be looked up: ${failure.apiCode}: ${failure.reason.replace(/\.$/, '')}`;
    const advice = 'The provider makes the same call before it creates Redis. Run the command again later.';
    return [{ check, state: 'failure', found, advice }];
  }
};
