import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/monitor/v20180724/monitor_client';
import { metricAlarmNames } from '../../settings/metric-alarm-names';
import type { AccountPart } from '../account-parts/account-part';
import type { SynthesizedResource } from '../stack/synthesized-stack';

const Module = 'monitor';
const policyType = 'tencentcloud_monitor_alarm_policy';
const noticeType = 'tencentcloud_monitor_alarm_notice';

/**
 * Marks the alarm policies and notices of Cloud Monitor that belong to an environment for certain, which can have no tags: a policy with
 * the name of a part that watches a part with tags, and a notice with the name of a part that only such policies use.
 * platform: monitor-dimensions, monitor-names
 *
 * @throws {Error} if the API refuses a call
 */
export async function settleWatching(config: ClientConfig, parts: readonly AccountPart[]): Promise<AccountPart[]> {
  const tagged = parts.filter(({ hasOnlyName }) => !hasOnlyName);
  const idsOf = (type: string) => tagged.flatMap((part) => (part.type === type ? [part.id] : []));
  const functions = idsOf('tencentcloud_scf_function').map((id) => id.replace(/^default\+/, ''));
  const instances = idsOf('tencentcloud_redis_instance');
  const certain = new Set<string>();
  for (const { type, id } of parts) {
    if (type !== policyType) continue;
    const watched = await watchedBy(config, id);
    const isOwn = ({ functionName, instanceid }: Readonly<Record<string, string>>) =>
      functions.includes(functionName ?? '') || instances.includes(instanceid ?? '');
    if (watched.length > 0 && watched.every(isOwn)) certain.add(id);
  }
  for (const { type, id } of parts) {
    if (type !== noticeType) continue;
    const users = await policiesWith(config, id);
    if (users.length > 0 && users.every((policyId) => certain.has(policyId))) certain.add(id);
  }
  return parts.map(({ hasOnlyName, ...part }) =>
    hasOnlyName && !certain.has(part.id) ? { ...part, hasOnlyName } : part,
  );
}

/**
 * The policies and the notice that the stack of an environment has with `monitoring`, whatever its settings are today: only their names
 * can find them.
 *
 * @param name of the stack
 */
export function namedWatching(name: string): readonly Pick<SynthesizedResource, 'type' | 'attributes'>[] {
  return [
    ...metricAlarmNames.map((alarm) => ({ type: policyType, attributes: { policy_name: `${name}-${alarm}` } })),
    { type: noticeType, attributes: { name } },
  ];
}

/** The dimensions of what a policy watches. */
async function watchedBy(config: ClientConfig, policyId: string): Promise<Readonly<Record<string, string>>[]> {
  const request = { Module, GroupId: 0, PolicyId: policyId, Limit: 100 };
  const { List: objects } = await new Client(config).DescribeBindingPolicyObjectList(request);
  return (objects ?? []).map(({ Dimensions = '{}' }) => JSON.parse(Dimensions));
}

async function policiesWith(config: ClientConfig, noticeId: string): Promise<string[]> {
  const request = { Module, PageNumber: 1, PageSize: 1, Order: 'ASC', NoticeIds: [noticeId] };
  const { Notices: notices } = await new Client(config).DescribeAlarmNotices(request);
  return notices?.[0]?.PolicyIds ?? [];
}

export const deletePolicy = (config: ClientConfig, policyId: string) =>
  new Client(config).DeleteAlarmPolicy({ Module, PolicyIds: [policyId] });

/** Deletes a notice, which no policy uses any more then. Nothing says whether one that is used can be deleted. */
export async function deleteNotice(config: ClientConfig, noticeId: string): Promise<void> {
  const client = new Client(config);
  for (const policyId of await policiesWith(config, noticeId)) {
    await client.ModifyAlarmPolicyNotice({ Module, PolicyId: policyId, NoticeIds: [] });
  }
  await client.DeleteAlarmNotices({ Module, NoticeIds: [noticeId] });
}
