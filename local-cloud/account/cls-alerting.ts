import { type AccountContext, newRequestId, type Tags } from './account-context';
import type { AlarmDelivery } from './alarm-delivery';
import { CloudError } from './cloud-error';
import { isAlarmRaised, type RunQuery } from './cls-alarms';
import { messageOf, recipientsOf } from './cls-notifying';
import { checkReceivers } from './cls-receivers';
import { checkName, getRecord, type Settings } from './cls-records';
import { readWebCallbacks } from './cls-web-callbacks';

export interface NoticeRecord {
  readonly noticeId: string;
  readonly name: string;
  readonly settings: Settings;
  readonly tags: Tags;
}

export interface AlarmRecord {
  readonly alarmId: string;
  readonly name: string;
  readonly topicIds: readonly string[];
  readonly noticeIds: readonly string[];
  readonly settings: Settings;
  readonly tags: Tags;
}

/** Settings of an alarm and of an alarm notice that the service adds if they are not set. platform: cls-defaults */
export const alarmDefaults = { AlarmLevel: 0, Status: true };
export const noticeDefaults = { Type: 'All', AlarmShieldStatus: 2, DeliverStatus: 1, CallbackPrioritize: false };

export interface AlertingDependencies {
  /** Whether a user of the account has a UID. */
  readonly isUid: (uid: number) => boolean;
  /** Refuses to create anything before the service has been opened. */
  readonly checkOpen: () => void;
  /** Returns a topic, or refuses if it does not exist. */
  readonly topic: (topicId: string) => unknown;
  /** Runs a query with an analysis on the lines of a topic. */
  readonly analyse: RunQuery;
  readonly delivery: Pick<AlarmDelivery, 'send'>;
}

/** Alarms on topics, and the notices with those whom they notify. platform: cls-deletion-order */
export function createAlerting(
  { storage, now }: AccountContext,
  { isUid, checkOpen, topic, analyse, delivery }: AlertingDependencies,
) {
  const notices = storage.collection<NoticeRecord>('cls-notices');
  const alarms = storage.collection<AlarmRecord>('cls-alarms');
  const alarm = (alarmId: string) => getRecord(alarms, alarmId, 'alarm', 'ResourceNotFound.AlarmNotExist');
  const notice = (noticeId: string) =>
    getRecord(notices, noticeId, 'alarm notice', 'ResourceNotFound.AlarmNoticeNotExist');

  function checkAlarm({ topicIds, noticeIds }: Pick<AlarmRecord, 'topicIds' | 'noticeIds'>): void {
    for (const topicId of topicIds) topic(topicId);
    for (const noticeId of noticeIds) notice(noticeId);
  }

  function checkNotice({ NoticeReceivers, WebCallbacks }: Settings): void {
    checkReceivers(NoticeReceivers, isUid);
    readWebCallbacks(WebCallbacks);
  }

  /** When the receivers of each alarm were last notified. */
  const notifiedAt = new Map<string, number>();

  function isRaised({ settings }: AlarmRecord): boolean {
    return settings.Status === true && isAlarmRaised(settings, now(), analyse);
  }

  /** Whether the alarm's interval between two notifications is over. */
  function isDue({ alarmId, settings }: AlarmRecord): boolean {
    const last = notifiedAt.get(alarmId);
    return last === undefined || now() - last >= Number(settings.AlarmPeriod ?? 0) * 60_000;
  }

  return {
    findAlarm: (alarmId: string) => alarms.get(alarmId),
    findNotice: (noticeId: string) => notices.get(noticeId),
    alarms: () => [...alarms.values()],
    notices: () => [...notices.values()],

    createNotice(wanted: Omit<NoticeRecord, 'noticeId'>): NoticeRecord {
      checkOpen();
      checkName(notices.values(), wanted.name, 'InvalidParameter.AlarmNoticeConflict');
      checkNotice(wanted.settings);
      const record = { ...wanted, noticeId: `notice-${newRequestId()}` };
      notices.set(record.noticeId, record);
      return record;
    },

    changeNotice(noticeId: string, changes: Partial<Omit<NoticeRecord, 'noticeId'>>): NoticeRecord {
      const record = { ...notice(noticeId), ...changes };
      checkNotice(record.settings);
      notices.set(noticeId, record);
      return record;
    },

    deleteNotice(noticeId: string): void {
      notice(noticeId);
      const user = [...alarms.values()].find(({ noticeIds }) => noticeIds.includes(noticeId));
      if (user !== undefined)
        throw new CloudError('FailedOperation', `The alarm ${user.name} still uses the alarm notice ${noticeId}.`);
      notices.delete(noticeId);
    },

    createAlarm(wanted: Omit<AlarmRecord, 'alarmId'>): AlarmRecord {
      checkOpen();
      checkName(alarms.values(), wanted.name, 'InvalidParameter.AlarmConflict');
      checkAlarm(wanted);
      const record = { ...wanted, alarmId: `alarm-${newRequestId()}` };
      alarms.set(record.alarmId, record);
      return record;
    },

    changeAlarm(alarmId: string, changes: Partial<Omit<AlarmRecord, 'alarmId'>>): AlarmRecord {
      const record = { ...alarm(alarmId), ...changes };
      checkAlarm(record);
      alarms.set(alarmId, record);
      return record;
    },

    deleteAlarm(alarmId: string): void {
      alarm(alarmId);
      alarms.delete(alarmId);
    },

    /** Names of the alarms whose condition is met now. */
    raisedAlarms: (): readonly string[] => [...alarms.values()].filter(isRaised).map(({ name }) => name),

    /** Notifies those of the notices of all alarms that are raised now, but of each alarm only as often as it says. */
    async notifyReceivers(): Promise<void> {
      for (const record of [...alarms.values()].filter((one) => isRaised(one) && isDue(one))) {
        notifiedAt.set(record.alarmId, now());
        const recipients = record.noticeIds.flatMap((noticeId) => recipientsOf(notice(noticeId).settings, now()));
        await delivery.send(messageOf(record.alarmId, record, now()), recipients);
      }
    },
  };
}
