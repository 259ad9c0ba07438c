import { type AccountContext, cloudTime, newRequestId, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import { isAlarmRaised } from './cls-alarms';
import type { Condition } from './cls-condition';
import { createSearch } from './cls-index';
import { createLogLines, fieldsOf, type LogLine, type NewLogLine } from './cls-lines';
import { checkReceivers } from './cls-receivers';

/** Settings that the service stores and returns unchanged, by the API's names. */
type Settings = Readonly<Record<string, unknown>>;

export interface LogsetRecord {
  readonly logsetId: string;
  readonly name: string;
  readonly createTime: string;
  readonly tags: Tags;
}

export interface TopicRecord {
  readonly topicId: string;
  readonly logsetId: string;
  readonly name: string;
  /** Retention in days. */
  readonly period: number;
  readonly settings: Settings;
  readonly tags: Tags;
}

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

export interface ClsDependencies {
  /** Whether a user of the account has a UID. */
  readonly isUid: (uid: number) => boolean;
}

export type ClsService = ReturnType<typeof createClsService>;

/** Settings of a topic, an alarm and an alarm notice that the service adds if they are not set. platform: cls-defaults */
export const topicDefaults = {
  PartitionCount: 1,
  AutoSplit: true,
  MaxSplitPartitions: 50,
  StorageType: 'hot',
  HotPeriod: 0,
  IsWebTracking: false,
};
export const alarmDefaults = { AlarmLevel: 0, Status: true };
export const noticeDefaults = { Type: 'All', AlarmShieldStatus: 2, DeliverStatus: 1, CallbackPrioritize: false };

/**
 * Cloud Log Service: logsets, their topics with one index each, alarms, and alarm notices.
 * platform: cls-deletion-order, cls-retention
 */
export function createClsService({ storage, now }: AccountContext, { isUid }: ClsDependencies) {
  const logsets = storage.collection<LogsetRecord>('cls-logsets');
  const topics = storage.collection<TopicRecord>('cls-topics');
  const indexes = storage.collection<Settings>('cls-indexes');
  const notices = storage.collection<NoticeRecord>('cls-notices');
  const alarms = storage.collection<AlarmRecord>('cls-alarms');
  const service = storage.collection<true>('cls-service');
  const lines = createLogLines(now);

  const absent = (what: string, id: string, code: string) => new CloudError(code, `The ${what} ${id} does not exist.`);

  function get<T>(records: Map<string, T>, id: string, what: string, code: string): T {
    const record = records.get(id);
    if (record === undefined) throw absent(what, id, code);
    return record;
  }

  /** Refuses to create anything before the service has been opened. platform: cls-opened-once */
  function checkOpen(): void {
    if (service.has('open')) return;
    const message = 'The log service is not open for this account. Open it in its console, or with OpenClsService.';
    throw new CloudError('OperationDenied.AccountNotExists', message);
  }

  /** Refuses a name that is not 1 to 255 characters, or that another record has. platform: cls-names */
  function checkName(records: Iterable<{ readonly name: string }>, name: string, code: string): void {
    if (name === '' || name.length > 255) throw new CloudError('InvalidParameter', 'A name has 1 to 255 characters.');
    for (const record of records) {
      if (record.name === name) throw new CloudError(code, `The name ${name} is already in use.`);
    }
  }

  const topic = (topicId: string) => get(topics, topicId, 'topic', 'ResourceNotFound.TopicNotExist');
  const logset = (logsetId: string) => get(logsets, logsetId, 'logset', 'ResourceNotFound.LogsetNotExist');
  const alarm = (alarmId: string) => get(alarms, alarmId, 'alarm', 'ResourceNotFound.AlarmNotExist');
  const notice = (noticeId: string) => get(notices, noticeId, 'alarm notice', 'ResourceNotFound.AlarmNoticeNotExist');

  function checkPeriod(period: number): void {
    if (Number.isInteger(period) && ((period >= 1 && period <= 3600) || period === 3640)) return;
    throw new CloudError(
      'FailedOperation.InvalidPeriod',
      `The retention of ${period} days is not between 1 and 3600, nor 3640 (for ever).`,
      'Period',
    );
  }

  function checkAlarm({ topicIds, noticeIds }: Pick<AlarmRecord, 'topicIds' | 'noticeIds'>): void {
    for (const topicId of topicIds) topic(topicId);
    for (const noticeId of noticeIds) notice(noticeId);
  }

  /** @returns the lines of a period (from inclusive, until exclusive, in milliseconds since 1970) that meet a condition, oldest first */
  function search(topicId: string, condition: Condition, from: number, until: number): readonly LogLine[] {
    const matches = createSearch(indexes.get(topicId) ?? {});
    return lines
      .of(topicId)
      .filter((line) => line.time >= from && line.time < until && matches(condition, fieldsOf(line)));
  }

  return {
    topic,
    logset,
    search,
    isOpen: () => service.has('open'),
    open: () => void service.set('open', true),
    findLogset: (logsetId: string) => logsets.get(logsetId),
    findTopic: (topicId: string) => topics.get(topicId),
    findIndex: (topicId: string) => indexes.get(topicId),
    findAlarm: (alarmId: string) => alarms.get(alarmId),
    findNotice: (noticeId: string) => notices.get(noticeId),
    topics: () => [...topics.values()],
    logsets: () => [...logsets.values()],
    topicsOf: (logsetId: string) => [...topics.values()].filter((one) => one.logsetId === logsetId),
    alarms: () => [...alarms.values()],
    notices: () => [...notices.values()],

    createLogset(name: string, tags: Tags): LogsetRecord {
      checkOpen();
      checkName(logsets.values(), name, 'InvalidParameter.LogsetConflict');
      const record = { logsetId: newRequestId(), name, createTime: cloudTime(now()), tags };
      logsets.set(record.logsetId, record);
      return record;
    },

    changeLogset(logsetId: string, changes: Partial<Pick<LogsetRecord, 'name' | 'tags'>>): LogsetRecord {
      const record = { ...logset(logsetId), ...changes };
      logsets.set(logsetId, record);
      return record;
    },

    deleteLogset(logsetId: string): void {
      logset(logsetId);
      if ([...topics.values()].some((one) => one.logsetId === logsetId)) {
        throw new CloudError('FailedOperation.LogsetNotEmpty', `The logset ${logsetId} still has topics.`);
      }
      logsets.delete(logsetId);
    },

    createTopic(wanted: Omit<TopicRecord, 'topicId'>): TopicRecord {
      checkOpen();
      logset(wanted.logsetId);
      checkPeriod(wanted.period);
      const siblings = [...topics.values()].filter((one) => one.logsetId === wanted.logsetId);
      checkName(siblings, wanted.name, 'InvalidParameter.TopicConflict');
      const record = { ...wanted, topicId: newRequestId() };
      topics.set(record.topicId, record);
      return record;
    },

    changeTopic(topicId: string, changes: Partial<Omit<TopicRecord, 'topicId' | 'logsetId'>>): TopicRecord {
      if (changes.period !== undefined) checkPeriod(changes.period);
      const record = { ...topic(topicId), ...changes };
      topics.set(topicId, record);
      return record;
    },

    /** Deletes a topic, its index and its lines. */
    deleteTopic(topicId: string): void {
      topic(topicId);
      const watching = [...alarms.values()].find(({ topicIds }) => topicIds.includes(topicId));
      if (watching !== undefined) {
        throw new CloudError('FailedOperation', `The alarm ${watching.name} still watches the topic ${topicId}.`);
      }
      topics.delete(topicId);
      indexes.delete(topicId);
      lines.forget(topicId);
    },

    /** Creates a topic's index, or replaces it. */
    setIndex(topicId: string, settings: Settings): void {
      topic(topicId);
      indexes.set(topicId, settings);
    },

    deleteIndex(topicId: string): void {
      topic(topicId);
      indexes.delete(topicId);
    },

    createNotice(wanted: Omit<NoticeRecord, 'noticeId'>): NoticeRecord {
      checkOpen();
      checkName(notices.values(), wanted.name, 'InvalidParameter.AlarmNoticeConflict');
      checkReceivers(wanted.settings.NoticeReceivers, isUid);
      const record = { ...wanted, noticeId: `notice-${newRequestId()}` };
      notices.set(record.noticeId, record);
      return record;
    },

    changeNotice(noticeId: string, changes: Partial<Omit<NoticeRecord, 'noticeId'>>): NoticeRecord {
      const record = { ...notice(noticeId), ...changes };
      checkReceivers(record.settings.NoticeReceivers, isUid);
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

    /** Names of the alarms whose condition is met now. No alarm notifies anybody by itself. */
    raisedAlarms: (): readonly string[] =>
      [...alarms.values()].flatMap(({ name, settings }) => {
        const count = (...searched: Parameters<typeof search>) => search(...searched).length;
        return settings.Status === true && isAlarmRaised(settings, now(), count) ? [name] : [];
      }),

    /** Appends a line to a topic; does nothing if the topic does not exist. */
    write(topicId: string, line: NewLogLine): void {
      if (topics.has(topicId)) lines.write(topicId, line);
    },

    /** @returns the lines of a topic, oldest first */
    lines: lines.of,
  };
}
