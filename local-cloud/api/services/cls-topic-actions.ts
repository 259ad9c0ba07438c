import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import { type ClsService, type TopicRecord, topicDefaults } from '../../account/cls';
import { type Action, action } from '../action';
import { keyFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';

const text = z.string();
const number = z.int();
const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** Settings that are stored and returned without a check. */
const topicSettings = [
  'PartitionCount',
  'AutoSplit',
  'MaxSplitPartitions',
  'StorageType',
  'Describes',
  'HotPeriod',
  'IsWebTracking',
  'Extends',
] as const;

/** Log topics and their indexes. */
export function topicActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    CreateTopic: action<Models.CreateTopicRequest, Models.CreateTopicResponse>({
      parameters: { LogsetId: text, TopicName: text, Period: number.optional(), Tags: tagList.optional() },
      passedThrough: topicSettings,
      ignored: ['Encryption', 'BizType'],
      answer: ({ LogsetId, TopicName, Period = 30, Tags, ...passed }) => {
        const settings = { ...topicDefaults, ...passed };
        const wanted = { logsetId: LogsetId, name: TopicName, period: Period, settings, tags: readTags(Tags) };
        return { TopicId: cls.createTopic(wanted).topicId };
      },
    }),

    DescribeTopics: action<Models.DescribeTopicsRequest, Models.DescribeTopicsResponse>({
      parameters: { Filters: keyFilters.optional(), Offset: number.optional(), Limit: number.optional() },
      ignored: ['PreciseSearch', 'BizType'],
      answer: ({ Filters = [], ...page }) => {
        const found = cls
          .topics()
          .filter(({ topicId, name, logsetId }) => passesFilters(Filters, { topicId, topicName: name, logsetId }));
        return { TotalCount: found.length, Topics: pageOf(found, page).map((one) => topicModel(cls, one)) };
      },
    }),

    ModifyTopic: action<Models.ModifyTopicRequest, Models.ModifyTopicResponse>({
      parameters: { TopicId: text, TopicName: text.optional(), Period: number.optional(), Tags: tagList.optional() },
      passedThrough: topicSettings,
      answer: ({ TopicId, TopicName, Period, Tags, ...passed }) => {
        cls.changeTopic(TopicId, {
          ...(TopicName !== undefined && { name: TopicName }),
          ...(Period !== undefined && { period: Period }),
          ...(Tags && { tags: readTags(Tags) }),
          settings: { ...cls.topic(TopicId).settings, ...passed },
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
      parameters: { TopicId: text, Rule: z.custom<Models.RuleInfo>(isObject), Status: z.boolean().optional() },
      passedThrough: ['IncludeInternalFields', 'MetadataFlag'],
      answer: ({ TopicId, Status = true, ...passed }) => {
        cls.setIndex(TopicId, { Status, ...passed });
        return {};
      },
    }),

    ModifyIndex: action<Models.ModifyIndexRequest, Models.ModifyIndexResponse>({
      parameters: { TopicId: text, Status: z.boolean().optional() },
      passedThrough: ['Rule', 'IncludeInternalFields', 'MetadataFlag'],
      answer: ({ TopicId, ...passed }) => {
        cls.setIndex(TopicId, { ...cls.findIndex(TopicId), ...passed });
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
  };
}

/** The stored settings have the API's names and the values that the API was called with. */
function topicModel(
  cls: ClsService,
  { topicId, logsetId, name, period, settings, tags }: TopicRecord,
): Models.TopicInfo {
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
  };
}
