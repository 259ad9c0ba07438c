import { type AccountContext, cloudTime, newId } from './account-context';
import type { AlarmDelivery } from './alarm-delivery';
import { CloudError } from './cloud-error';
import { compareNumbers } from './cls-index';
import type { Settings } from './cls-records';
import type { Dimensions, Metrics } from './monitor-metrics';
import { type MonitorRule, monitorRecipients, readRules, signOf } from './monitor-rules';

export interface MonitorNotice {
  readonly noticeId: string;
  readonly name: string;
  /** By the API's names. */
  readonly settings: Settings;
}

/** What a policy watches. */
export interface WatchedObject {
  readonly uniqueId: string;
  /** In the service's short form, such as `gz`. */
  readonly region: string;
  /** JSON, as it was given. */
  readonly dimensions: string;
}

export interface MonitorPolicy {
  readonly policyId: string;
  /** The number that older actions use. */
  readonly originId: number;
  readonly name: string;
  /** Policy type, such as `SCF`. */
  readonly namespace: string;
  readonly settings: Settings;
  readonly noticeIds: readonly string[];
  readonly objects: readonly WatchedObject[];
}

export interface MonitorDependencies {
  readonly isUid: (uid: number) => boolean;
  readonly metrics: Metrics;
  readonly delivery: Pick<AlarmDelivery, 'send'>;
}

export type MonitorService = ReturnType<typeof createMonitorService>;

/** Cloud Monitor: alarm policies on metrics, and the notices with those whom they notify. platform: monitor-policy */
export function createMonitorService(context: AccountContext, { isUid, metrics, delivery }: MonitorDependencies) {
  const { storage, now } = context;
  const notices = storage.collection<MonitorNotice>('monitor-notices');
  const policies = storage.collection<MonitorPolicy>('monitor-policies');
  const notifiedAt = new Map<string, number>();

  const found = <T>(collection: ReadonlyMap<string, T>, kind: string, id: string): T => {
    const record = collection.get(id);
    if (record === undefined) throw new CloudError('ResourceNotFound', `The ${kind} ${id} does not exist.`);
    return record;
  };
  const policy = (policyId: string) => found(policies, 'alarm policy', policyId);

  function checkName(name: string): void {
    if (name.length >= 1 && name.length <= 60) return;
    throw new CloudError('InvalidParameterValue', 'A name has 1 to 60 characters.', 'Name');
  }

  function checkPolicy({ namespace, settings, noticeIds }: Omit<MonitorPolicy, 'policyId' | 'originId' | 'objects'>) {
    if (!metrics.hasType(namespace))
      throw new CloudError('InvalidParameterValue', `There is no policy type ${namespace}.`, 'Namespace');
    readRules(namespace, settings.Condition, metrics);
    for (const noticeId of noticeIds) found(notices, 'alarm notice', noticeId);
  }

  async function isMet({ namespace }: MonitorPolicy, rule: MonitorRule, of: Dimensions): Promise<boolean> {
    const value = await metrics.measure(namespace, rule.MetricName, of, now() - rule.Period * 1000);
    return compareNumbers(value, signOf(rule.Operator), Number(rule.Value));
  }

  async function notify(record: MonitorPolicy, rule: MonitorRule): Promise<void> {
    const key = `${record.policyId} ${rule.MetricName}`;
    const last = notifiedAt.get(key);
    if (last !== undefined && (rule.NoticeFrequency === 0 || now() - last < rule.NoticeFrequency * 1000)) return;
    notifiedAt.set(key, now());
    const { Remark } = record.settings;
    const message = {
      id: record.policyId,
      name: record.name,
      condition: `${rule.MetricName} ${signOf(rule.Operator)} ${rule.Value}`,
      text: typeof Remark === 'string' ? Remark : '',
      time: cloudTime(now()),
    };
    const recipients = record.noticeIds.flatMap((id) => monitorRecipients(notices.get(id)?.settings ?? {}, isUid));
    await delivery.send(message, recipients);
  }

  return {
    findNotice: (noticeId: string) => notices.get(noticeId),
    findPolicy: (policyId: string) => policies.get(policyId),
    notices: () => [...notices.values()],
    policies: () => [...policies.values()],
    recordThrottled: metrics.recordThrottled,

    createNotice(wanted: Omit<MonitorNotice, 'noticeId'>): MonitorNotice {
      checkName(wanted.name);
      monitorRecipients(wanted.settings, isUid);
      const record = { ...wanted, noticeId: newId('notice') };
      notices.set(record.noticeId, record);
      return record;
    },

    changeNotice(noticeId: string, wanted: Omit<MonitorNotice, 'noticeId'>): MonitorNotice {
      found(notices, 'alarm notice', noticeId);
      checkName(wanted.name);
      monitorRecipients(wanted.settings, isUid);
      const record = { ...wanted, noticeId };
      notices.set(noticeId, record);
      return record;
    },

    deleteNotice(noticeId: string): void {
      found(notices, 'alarm notice', noticeId);
      notices.delete(noticeId);
    },

    createPolicy(wanted: Omit<MonitorPolicy, 'policyId' | 'originId' | 'objects'>): MonitorPolicy {
      checkName(wanted.name);
      checkPolicy(wanted);
      const originId = 1 + Math.max(4_000_000, ...[...policies.values()].map((one) => one.originId));
      const record = { ...wanted, policyId: newId('policy'), originId, objects: [] };
      policies.set(record.policyId, record);
      return record;
    },

    changePolicy(policyId: string, changes: Partial<Omit<MonitorPolicy, 'policyId' | 'originId'>>): MonitorPolicy {
      const record = { ...policy(policyId), ...changes };
      checkPolicy(record);
      policies.set(policyId, record);
      return record;
    },

    /** Deletes a policy, with what it is bound to. */
    deletePolicy(policyId: string): void {
      policy(policyId);
      policies.delete(policyId);
    },

    bind(policyId: string, objects: readonly Omit<WatchedObject, 'uniqueId'>[]): MonitorPolicy {
      const { objects: bound } = policy(policyId);
      const added = objects.map((one) => ({ ...one, uniqueId: newId('object') }));
      return this.changePolicy(policyId, { objects: [...bound, ...added] });
    },

    unbindAll(policyId: string): void {
      this.changePolicy(policyId, { objects: [] });
    },

    /** Notifies those of the notices of all policies that are met now, but of each only as often as it says. */
    async notifyReceivers(): Promise<void> {
      for (const record of policies.values()) {
        if (record.settings.Enable === 0) continue;
        for (const rule of readRules(record.namespace, record.settings.Condition, metrics)) {
          const met = await Promise.all(
            record.objects.map(({ dimensions }) => isMet(record, rule, JSON.parse(dimensions) as Dimensions)),
          );
          if (met.includes(true)) await notify(record, rule);
        }
      }
    },
  };
}
