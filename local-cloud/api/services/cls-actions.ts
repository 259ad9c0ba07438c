import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import type { ClsService, LogsetRecord } from '../../account/cls';
import { type Action, type ApiService, action } from '../action';
import { keyFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';
import { alarmActions } from './cls-alarm-actions';
import { noticeActions } from './cls-notice-actions';
import { searchActions } from './cls-search-actions';
import { serviceActions } from './cls-service-actions';
import { topicActions } from './cls-topic-actions';

const text = z.string();
const number = z.int();

/** Cloud Log Service. */
export function clsApi(cls: ClsService): ApiService {
  return {
    version: '2020-10-16',
    actions: {
      ...logsetActions(cls),
      ...topicActions(cls),
      ...searchActions(cls),
      ...alarmActions(cls),
      ...noticeActions(cls),
      ...serviceActions(cls),
    },
  };
}

function logsetActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    CreateLogset: action<Models.CreateLogsetRequest, Models.CreateLogsetResponse>({
      parameters: { LogsetName: text, Tags: tagList.optional() },
      ignored: ['LogsetId'],
      answer: ({ LogsetName, Tags }) => ({ LogsetId: cls.createLogset(LogsetName, readTags(Tags)).logsetId }),
    }),

    DescribeLogsets: action<Models.DescribeLogsetsRequest, Models.DescribeLogsetsResponse>({
      parameters: { Filters: keyFilters.optional(), Offset: number.optional(), Limit: number.optional() },
      answer: ({ Filters = [], ...page }) => {
        const found = cls
          .logsets()
          .filter(({ logsetId, name }) => passesFilters(Filters, { logsetId, logsetName: name }));
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
  };
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
  };
}
