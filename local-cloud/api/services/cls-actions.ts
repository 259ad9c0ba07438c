import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import {
  type AlarmRecord,
  alarmDefaults,
  type ClsService,
  type LogsetRecord,
  type NoticeRecord,
  noticeDefaults,
  type TopicRecord,
  topicDefaults,
} from '../../account/cls';
import { type ApiService, action } from '../action';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';
import { searchActions } from './cls-search-actions';

const text = z.string();
const number = z.int();
const anything = z.unknown() as unknown as z.ZodType<never>;
const filters = z.array(z.object({ Key: text, Values: z.array(text) }));

/** Settings that are kept as they were given. */
const topicSettings = [
  'PartitionCount',
  'AutoSplit',
  'MaxSplitPartitions',
  'StorageType',
  'Describes',
  'HotPeriod',
  'IsWebTracking',
] as const;
const alarmSettings = [
  'AlarmLevel',
  'MultiConditions',
  'MessageTemplate',
  'CallBack',
  'Analysis',
  'Classifications',
  'MonitorNotice',
  'GroupTriggerStatus',
  'GroupTriggerCondition',
  'MonitorObjectType',
  'Enable',
] as const;
const noticeSettings = [
  'NoticeReceivers',
  'WebCallbacks',
  'NoticeRules',
  'JumpDomain',
  'DeliverStatus',
  'DeliverConfig',
  'AlarmShieldStatus',
  'CallbackPrioritize',
] as const;

/** Cloud Log Service. */
export function clsApi(cls: ClsService): ApiService {
  return {
    version: '2020-10-16',
    actions: {
      ...searchActions(cls),

      CreateLogset: action<Models.CreateLogsetRequest, Models.CreateLogsetResponse>({
        parameters: { LogsetName: text, Tags: tagList.optional() },
        ignored: ['LogsetId'],
        answer: ({ LogsetName, Tags }) => ({ LogsetId: cls.createLogset(LogsetName, readTags(Tags)).logsetId }),
      }),

      DescribeLogsets: action<Models.DescribeLogsetsRequest, Models.DescribeLogsetsResponse>({
        parameters: { Filters: filters.optional(), Offset: number.optional(), Limit: number.optional() },
        answer: ({ Filters = [], ...page }) => {
          const found = cls.logsets().filter(({ logsetId, name }) => keeps(Filters, { logsetId, logsetName: name }));
          return { TotalCount: found.length, Logsets: pageOf(found, page).map((one) => logsetModel(cls, one)) };
        },
      }),

      ModifyLogset: action<Models.ModifyLogsetRequest, Models.ModifyLogsetResponse>({
        parameters: { LogsetId: text, LogsetName: text.optional(), Tags: tagList.optional() },
        answer: ({ LogsetId, LogsetName, Tags }) => {
          cls.changeLogset(LogsetId, {
            ...(LogsetName !== undefined && { name: LogsetName }),
            ...(Tags && { tags: readTags(Tags) }),
          });
          return {};
        },
      }),

      DeleteLogset: action<Models.DeleteLogsetRequest, Models.DeleteLogsetResponse>({
        parameters: { LogsetId: text },
        answer: ({ LogsetId }) => {
          cls.deleteLogset(LogsetId);
          return {};
        },
      }),

      CreateTopic: action<Models.CreateTopicRequest, Models.CreateTopicResponse>({
        parameters: { LogsetId: text, TopicName: text, Period: number.optional(), Tags: tagList.optional() },
        ignored: [...topicSettings, 'Encryption', 'BizType', 'Extends'],
        answer: ({ LogsetId, TopicName, Period = 30, Tags, ...given }) => {
          const settings = { ...topicDefaults, ...given };
          const wanted = { logsetId: LogsetId, name: TopicName, period: Period, settings, tags: readTags(Tags) };
          return { TopicId: cls.createTopic(wanted).topicId };
        },
      }),

      DescribeTopics: action<Models.DescribeTopicsRequest, Models.DescribeTopicsResponse>({
        parameters: { Filters: filters.optional(), Offset: number.optional(), Limit: number.optional() },
        ignored: ['PreciseSearch', 'BizType'],
        answer: ({ Filters = [], ...page }) => {
          const found = cls
            .topics()
            .filter(({ topicId, name, logsetId }) => keeps(Filters, { topicId, topicName: name, logsetId }));
          return { TotalCount: found.length, Topics: pageOf(found, page).map((one) => topicModel(cls, one)) };
        },
      }),

      ModifyTopic: action<Models.ModifyTopicRequest, Models.ModifyTopicResponse>({
        parameters: { TopicId: text, TopicName: text.optional(), Period: number.optional(), Tags: tagList.optional() },
        ignored: [
          'AutoSplit',
          'MaxSplitPartitions',
          'StorageType',
          'Describes',
          'HotPeriod',
          'IsWebTracking',
          'PartitionCount',
        ],
        answer: ({ TopicId, TopicName, Period, Tags, ...given }) => {
          cls.changeTopic(TopicId, {
            ...(TopicName !== undefined && { name: TopicName }),
            ...(Period !== undefined && { period: Period }),
            ...(Tags && { tags: readTags(Tags) }),
            settings: { ...cls.topic(TopicId).settings, ...given },
          });
          return {};
        },
      }),

      DeleteTopic: action<Models.DeleteTopicRequest, Models.DeleteTopicResponse>({
        parameters: { TopicId: text },
        answer: ({ TopicId }) => {
          cls.deleteTopic(TopicId);
          return {};
        },
      }),

      CreateIndex: action<Models.CreateIndexRequest, Models.CreateIndexResponse>({
        parameters: { TopicId: text, Rule: anything, Status: z.boolean().optional() },
        ignored: ['IncludeInternalFields', 'MetadataFlag'],
        answer: ({ TopicId, Status = true, ...given }) => {
          cls.setIndex(TopicId, { Status, ...given });
          return {};
        },
      }),

      ModifyIndex: action<Models.ModifyIndexRequest, Models.ModifyIndexResponse>({
        parameters: { TopicId: text, Status: z.boolean().optional() },
        ignored: ['Rule', 'IncludeInternalFields', 'MetadataFlag'],
        answer: ({ TopicId, ...given }) => {
          cls.setIndex(TopicId, { ...cls.findIndex(TopicId), ...given });
          return {};
        },
      }),

      DescribeIndex: action<Models.DescribeIndexRequest, Models.DescribeIndexResponse>({
        parameters: { TopicId: text },
        answer: ({ TopicId }) => {
          cls.topic(TopicId);
          return { TopicId, ...cls.findIndex(TopicId), ModifyTime: '' };
        },
      }),

      DeleteIndex: action<Models.DeleteIndexRequest, Models.DeleteIndexResponse>({
        parameters: { TopicId: text },
        answer: ({ TopicId }) => {
          cls.deleteIndex(TopicId);
          return {};
        },
      }),

      CreateAlarmNotice: action<Models.CreateAlarmNoticeRequest, Models.CreateAlarmNoticeResponse>({
        parameters: { Name: text, Type: text.optional(), Tags: tagList.optional() },
        ignored: [...noticeSettings],
        answer: ({ Name, Tags, ...given }) => {
          const wanted = { name: Name, settings: { ...noticeDefaults, ...given }, tags: readTags(Tags) };
          return { AlarmNoticeId: cls.createNotice(wanted).noticeId };
        },
      }),

      DescribeAlarmNotices: action<Models.DescribeAlarmNoticesRequest, Models.DescribeAlarmNoticesResponse>({
        parameters: { Filters: filters.optional(), Offset: number.optional(), Limit: number.optional() },
        ignored: ['HasAlarmShieldCount'],
        answer: ({ Filters = [], ...page }) => {
          const found = cls.notices().filter(({ noticeId, name }) => keeps(Filters, { alarmNoticeId: noticeId, name }));
          return { TotalCount: found.length, AlarmNotices: pageOf(found, page).map(noticeModel) };
        },
      }),

      ModifyAlarmNotice: action<Models.ModifyAlarmNoticeRequest, Models.ModifyAlarmNoticeResponse>({
        parameters: { AlarmNoticeId: text, Name: text.optional(), Type: text.optional(), Tags: tagList.optional() },
        ignored: [...noticeSettings],
        answer: ({ AlarmNoticeId, Name, Tags, ...given }) => {
          cls.changeNotice(AlarmNoticeId, {
            ...(Name !== undefined && { name: Name }),
            ...(Tags && { tags: readTags(Tags) }),
            settings: { ...cls.findNotice(AlarmNoticeId)?.settings, ...given },
          });
          return {};
        },
      }),

      DeleteAlarmNotice: action<Models.DeleteAlarmNoticeRequest, Models.DeleteAlarmNoticeResponse>({
        parameters: { AlarmNoticeId: text },
        answer: ({ AlarmNoticeId }) => {
          cls.deleteNotice(AlarmNoticeId);
          return {};
        },
      }),

      CreateAlarm: action<Models.CreateAlarmRequest, Models.CreateAlarmResponse>({
        parameters: {
          Name: text,
          AlarmTargets: z.array(z.looseObject({ TopicId: text })) as unknown as z.ZodType<Models.AlarmTarget[]>,
          MonitorTime: anything,
          TriggerCount: number,
          AlarmPeriod: number,
          AlarmNoticeIds: z.array(text).optional() as z.ZodType<string[]>,
          Condition: text.optional(),
          Status: z.boolean().optional(),
          Tags: tagList.optional(),
        },
        ignored: [...alarmSettings],
        answer: ({ Name, Tags, ...given }) => {
          const references = {
            topicIds: given.AlarmTargets.map(({ TopicId }) => TopicId ?? ''),
            noticeIds: given.AlarmNoticeIds ?? [],
          };
          const settings = { ...alarmDefaults, ...given };
          return { AlarmId: cls.createAlarm({ name: Name, ...references, settings, tags: readTags(Tags) }).alarmId };
        },
      }),

      DescribeAlarms: action<Models.DescribeAlarmsRequest, Models.DescribeAlarmsResponse>({
        parameters: { Filters: filters.optional(), Offset: number.optional(), Limit: number.optional() },
        answer: ({ Filters = [], ...page }) => {
          const found = cls.alarms().filter(({ alarmId, name }) => keeps(Filters, { alarmId, name }));
          return { TotalCount: found.length, Alarms: pageOf(found, page).map((one) => alarmModel(cls, one)) };
        },
      }),

      ModifyAlarm: action<Models.ModifyAlarmRequest, Models.ModifyAlarmResponse>({
        parameters: { AlarmId: text, Name: text.optional(), Tags: tagList.optional() },
        ignored: [
          ...alarmSettings,
          'AlarmTargets',
          'MonitorTime',
          'TriggerCount',
          'AlarmPeriod',
          'AlarmNoticeIds',
          'Condition',
          'Status',
        ],
        answer: ({ AlarmId, Name, Tags, ...given }) => {
          cls.changeAlarm(AlarmId, {
            ...(Name !== undefined && { name: Name }),
            ...(Tags && { tags: readTags(Tags) }),
            ...(given.AlarmTargets && { topicIds: given.AlarmTargets.map(({ TopicId }) => TopicId ?? '') }),
            ...(given.AlarmNoticeIds && { noticeIds: given.AlarmNoticeIds }),
            settings: { ...cls.findAlarm(AlarmId)?.settings, ...given },
          });
          return {};
        },
      }),

      DeleteAlarm: action<Models.DeleteAlarmRequest, Models.DeleteAlarmResponse>({
        parameters: { AlarmId: text },
        answer: ({ AlarmId }) => {
          cls.deleteAlarm(AlarmId);
          return {};
        },
      }),
    },
  };
}

function keeps(filters: readonly Models.Filter[], values: Readonly<Record<string, string>>): boolean {
  return filters.every(({ Key, Values }) => Values.includes(values[Key] ?? ''));
}

function logsetModel(cls: ClsService, { logsetId, name, createTime, tags }: LogsetRecord): Models.LogsetInfo {
  return {
    LogsetId: logsetId,
    LogsetName: name,
    CreateTime: createTime,
    AssumerName: '',
    AssumerUin: 0,
    Tags: listTags(tags),
    TopicCount: cls.topicsOf(logsetId).length,
    RoleName: '',
  } as unknown as Models.LogsetInfo;
}

function topicModel(cls: ClsService, { topicId, logsetId, name, period, settings, tags }: TopicRecord) {
  return {
    ...settings,
    TopicId: topicId,
    LogsetId: logsetId,
    TopicName: name,
    Period: period,
    Index: cls.findIndex(topicId) !== undefined,
    Status: true,
    BizType: 0,
    Tags: listTags(tags),
  } as unknown as Models.TopicInfo;
}

function noticeModel({ noticeId, name, settings, tags }: NoticeRecord): Models.AlarmNotice {
  return { ...settings, AlarmNoticeId: noticeId, Name: name, Tags: listTags(tags) } as Models.AlarmNotice;
}

function alarmModel(cls: ClsService, { alarmId, name, settings, tags }: AlarmRecord): Models.AlarmInfo {
  const targets = (settings.AlarmTargets ?? []) as readonly Models.AlarmTarget[];
  const described = targets.map((target) => {
    const found = cls.findTopic(target.TopicId ?? '');
    return { ...target, TopicName: found?.name, LogsetName: cls.findLogset(found?.logsetId ?? '')?.name };
  });
  return {
    ...settings,
    AlarmTargets: described,
    AlarmId: alarmId,
    Name: name,
    Tags: listTags(tags),
  } as Models.AlarmInfo;
}
