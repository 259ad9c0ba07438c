import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import type { ClsService } from '../../account/cls';
import { type AlarmRecord, alarmDefaults } from '../../account/cls-alerting';
import { type Action, action } from '../action';
import { keyFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';

const text = z.string();
const number = z.int();
const alarmTargets = z.array(
  z.object({
    TopicId: text,
    LogsetId: text,
    Query: text,
    Number: number,
    StartTimeOffset: number,
    EndTimeOffset: number,
    SyntaxRule: number.exactOptional(),
  }),
);
const monitorTime = z.object({
  Type: text,
  Time: number.exactOptional(),
  CronExpression: text.exactOptional(),
});

/** Settings that are stored and returned without a check. */
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
] as const;
/** Alarms. */
export function alarmActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    CreateAlarm: action<Models.CreateAlarmRequest, Models.CreateAlarmResponse>({
      parameters: {
        Name: text,
        AlarmTargets: alarmTargets,
        MonitorTime: monitorTime,
        TriggerCount: number,
        AlarmPeriod: number,
        AlarmNoticeIds: z.array(text).optional(),
        Condition: text.optional(),
        Status: z.boolean().optional(),
        Tags: tagList.optional(),
      },
      passedThrough: alarmSettings,
      ignored: ['Enable'],
      answer: ({ Name, Tags, ...passed }) => {
        const references = {
          topicIds: passed.AlarmTargets.map(({ TopicId }) => TopicId),
          noticeIds: passed.AlarmNoticeIds ?? [],
        };
        const settings = { ...alarmDefaults, ...passed };
        return { AlarmId: cls.createAlarm({ name: Name, ...references, settings, tags: readTags(Tags) }).alarmId };
      },
    }),

    DescribeAlarms: action<Models.DescribeAlarmsRequest, Models.DescribeAlarmsResponse>({
      parameters: { Filters: keyFilters.optional(), Offset: number.optional(), Limit: number.optional() },
      answer: ({ Filters = [], ...page }) => {
        const found = cls.alarms().filter(({ alarmId, name }) => passesFilters(Filters, { alarmId, name }));
        return { TotalCount: found.length, Alarms: pageOf(found, page).map((one) => alarmModel(cls, one)) };
      },
    }),

    ModifyAlarm: action<Models.ModifyAlarmRequest, Models.ModifyAlarmResponse>({
      parameters: {
        AlarmId: text,
        Name: text.optional(),
        AlarmTargets: alarmTargets.optional(),
        MonitorTime: monitorTime.optional(),
        AlarmNoticeIds: z.array(text).optional(),
        Tags: tagList.optional(),
      },
      passedThrough: [...alarmSettings, 'TriggerCount', 'AlarmPeriod', 'Condition', 'Status'],
      ignored: ['Enable'],
      answer: ({ AlarmId, Name, Tags, ...passed }) => {
        cls.changeAlarm(AlarmId, {
          ...(Name !== undefined && { name: Name }),
          ...(Tags && { tags: readTags(Tags) }),
          ...(passed.AlarmTargets && { topicIds: passed.AlarmTargets.map(({ TopicId }) => TopicId) }),
          ...(passed.AlarmNoticeIds && { noticeIds: passed.AlarmNoticeIds }),
          settings: { ...cls.findAlarm(AlarmId)?.settings, ...passed },
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
  };
}

/** The stored settings have the API's names and the values that the API was called with. */
function alarmModel(cls: ClsService, { alarmId, name, settings, tags }: AlarmRecord): Models.AlarmInfo {
  const targets = alarmTargets.parse(settings.AlarmTargets ?? []).map((target) => {
    const topic = cls.topic(target.TopicId);
    return { ...target, TopicName: topic.name, LogsetName: cls.logset(topic.logsetId).name };
  });
  return { ...settings, AlarmTargets: targets, AlarmId: alarmId, Name: name, Tags: listTags(tags) };
}
