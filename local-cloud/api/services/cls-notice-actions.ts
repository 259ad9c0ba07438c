import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { z } from 'zod';
import type { ClsService } from '../../account/cls';
import { type NoticeRecord, noticeDefaults } from '../../account/cls-alerting';
import { type Action, action } from '../action';
import { keyFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';

const text = z.string();
const number = z.int();
const deliverConfig = z.object({ Region: text, TopicId: text, Scope: number.default(0) });

/** Settings that are stored and returned without a check. */
const noticeSettings = [
  'NoticeReceivers',
  'WebCallbacks',
  'NoticeRules',
  'JumpDomain',
  'DeliverStatus',
  'AlarmShieldStatus',
  'CallbackPrioritize',
] as const;

/** Alarm notices: the people and addresses that alarms notify. */
export function noticeActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    CreateAlarmNotice: action<Models.CreateAlarmNoticeRequest, Models.CreateAlarmNoticeResponse>({
      parameters: {
        Name: text,
        Type: text.optional(),
        DeliverConfig: deliverConfig.optional(),
        Tags: tagList.optional(),
      },
      passedThrough: noticeSettings,
      answer: ({ Name, Tags, ...passed }) => {
        const wanted = { name: Name, settings: { ...noticeDefaults, ...passed }, tags: readTags(Tags) };
        return { AlarmNoticeId: cls.createNotice(wanted).noticeId };
      },
    }),

    DescribeAlarmNotices: action<Models.DescribeAlarmNoticesRequest, Models.DescribeAlarmNoticesResponse>({
      parameters: { Filters: keyFilters.optional(), Offset: number.optional(), Limit: number.optional() },
      ignored: ['HasAlarmShieldCount'],
      answer: ({ Filters = [], ...page }) => {
        const found = cls
          .notices()
          .filter(({ noticeId, name }) => passesFilters(Filters, { alarmNoticeId: noticeId, name }));
        return { TotalCount: found.length, AlarmNotices: pageOf(found, page).map(noticeModel) };
      },
    }),

    ModifyAlarmNotice: action<Models.ModifyAlarmNoticeRequest, Models.ModifyAlarmNoticeResponse>({
      parameters: {
        AlarmNoticeId: text,
        Name: text.optional(),
        Type: text.optional(),
        DeliverConfig: deliverConfig.optional(),
        Tags: tagList.optional(),
      },
      passedThrough: noticeSettings,
      answer: ({ AlarmNoticeId, Name, Tags, ...passed }) => {
        cls.changeNotice(AlarmNoticeId, {
          ...(Name !== undefined && { name: Name }),
          ...(Tags && { tags: readTags(Tags) }),
          settings: { ...cls.findNotice(AlarmNoticeId)?.settings, ...passed },
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
  };
}

/** The stored settings have the API's names and the values that the API was called with. */
function noticeModel({ noticeId, name, settings, tags }: NoticeRecord): Models.AlarmNotice {
  const { DeliverConfig, ...others } = settings;
  const delivery = deliverConfig.optional().parse(DeliverConfig);
  return {
    ...others,
    AlarmNoticeId: noticeId,
    Name: name,
    Tags: listTags(tags),
    ...(delivery && { AlarmNoticeDeliverConfig: { DeliverConfig: delivery, ErrMsg: '' } }),
  };
}
