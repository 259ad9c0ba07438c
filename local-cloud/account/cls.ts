import { type AccountContext, cloudTime, newRequestId, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import { type AlertingDependencies, createAlerting } from './cls-alerting';
import { countLines, parseAnalysis } from './cls-analysis';
import { type Condition, parseCondition } from './cls-condition';
import { createSearch } from './cls-index';
import { createLogLines, fieldsOf, type LogLine, type NewLogLine } from './cls-lines';
import { checkName, getRecord, type Settings } from './cls-records';

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

export type ClsService = ReturnType<typeof createClsService>;

/** Settings of a topic that the service adds if they are not set. platform: cls-defaults */
export const topicDefaults = {
  PartitionCount: 1,
  AutoSplit: true,
  MaxSplitPartitions: 50,
  StorageType: 'hot',
  HotPeriod: 0,
  IsWebTracking: false,
};

/**
 * Cloud Log Service: logsets, their topics with one index each, alarms, and alarm notices.
 * platform: cls-deletion-order, cls-retention
 */
export function createClsService(
  context: AccountContext,
  { isUid, delivery }: Pick<AlertingDependencies, 'isUid' | 'delivery'>,
) {
  const { storage, now } = context;
  const logsets = storage.collection<LogsetRecord>('cls-logsets');
  const topics = storage.collection<TopicRecord>('cls-topics');
  const indexes = storage.collection<Settings>('cls-indexes');
  const service = storage.collection<true>('cls-service');
  const lines = createLogLines(now);

  /** Refuses to create anything before the service has been opened. platform: cls-opened-once */
  function checkOpen(): void {
    if (service.has('open')) return;
    const message = 'The log service is not open for this account. Open it in its console, or with OpenClsService.';
    throw new CloudError('OperationDenied.AccountNotExists', message);
  }

  const topic = (topicId: string) => getRecord(topics, topicId, 'topic', 'ResourceNotFound.TopicNotExist');
  const logset = (logsetId: string) => getRecord(logsets, logsetId, 'logset', 'ResourceNotFound.LogsetNotExist');

  function checkPeriod(period: number): void {
    if (Number.isInteger(period) && ((period >= 1 && period <= 3600) || period === 3640)) return;
    throw new CloudError(
      'FailedOperation.InvalidPeriod',
      `The retention of ${period} days is not between 1 and 3600, nor 3640 (for ever).`,
      'Period',
    );
  }

  /** @returns the lines of a period (from inclusive, until exclusive, in milliseconds since 1970) that meet a condition, oldest first */
  function search(topicId: string, condition: Condition, from: number, until: number): readonly LogLine[] {
    const matches = createSearch(indexes.get(topicId) ?? {});
    return lines
      .of(topicId)
      .filter((line) => line.time >= from && line.time < until && matches(condition, fieldsOf(line)));
  }

  /** Runs the search and the analysis of a query, with a vertical line between them. @returns the columns by their names */
  function analyse(topicId: string, query: string, from: number, until: number): Record<string, number> {
    const [condition = '', ...analysis] = query.split('|');
    const counters = parseAnalysis(analysis.join('|'), indexes.get(topicId) ?? {});
    const found = search(topicId, parseCondition(condition.trim()), from, until);
    return countLines(counters, found.map(fieldsOf));
  }

  const alerting = createAlerting(context, { isUid, checkOpen, topic, analyse, delivery });

  return {
    ...alerting,
    topic,
    logset,
    search,
    analyse,
    isOpen: () => service.has('open'),
    open: () => void service.set('open', true),
    findLogset: (logsetId: string) => logsets.get(logsetId),
    findTopic: (topicId: string) => topics.get(topicId),
    findIndex: (topicId: string) => indexes.get(topicId),
    topics: () => [...topics.values()],
    logsets: () => [...logsets.values()],
    topicsOf: (logsetId: string) => [...topics.values()].filter((one) => one.logsetId === logsetId),

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
      const watching = alerting.alarms().find(({ topicIds }) => topicIds.includes(topicId));
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

    /** Appends a line to a topic; does nothing if the topic does not exist. */
    write(topicId: string, line: NewLogLine): void {
      if (topics.has(topicId)) lines.write(topicId, line);
    },

    /** @returns the lines of a topic, oldest first */
    lines: lines.of,
  };
}
