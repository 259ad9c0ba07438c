import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/monitor/v20180724/monitor_models';
import { z } from 'zod';
import type { MonitorNotice, MonitorPolicy, MonitorService } from '../../account/monitor';
import { type ApiService, action } from '../action';

const text = z.string();
const number = z.int();
const Module = z.literal('monitor');
const noticeSettings = ['UserNotices', 'URLNotices'] as const;

/** Cloud Monitor: what the provider calls for policies and notices, and the look-up of both by name. */
export function monitorApi(monitor: MonitorService): ApiService {
  return {
    version: '2018-07-24',
    actions: {
      CreateAlarmNotice: action<Models.CreateAlarmNoticeRequest, Models.CreateAlarmNoticeResponse>({
        parameters: { Module, Name: text, NoticeType: text, NoticeLanguage: text },
        passedThrough: noticeSettings,
        answer: ({ Module: _, Name, ...settings }) => ({
          NoticeId: monitor.createNotice({ name: Name, settings }).noticeId,
        }),
      }),

      DescribeAlarmNotices: action<Models.DescribeAlarmNoticesRequest, Models.DescribeAlarmNoticesResponse>({
        parameters: {
          Module,
          PageNumber: number,
          PageSize: number,
          Order: text,
          Name: text.optional(),
          NoticeIds: z.array(text).optional(),
        },
        answer({ Name = '', NoticeIds = [], PageNumber, PageSize }) {
          const found = monitor
            .notices()
            .filter(
              ({ noticeId, name }) => name.includes(Name) && (NoticeIds.length === 0 || NoticeIds.includes(noticeId)),
            );
          const page = found.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
          return { TotalCount: found.length, Notices: page.map((one) => noticeModel(monitor, one)) };
        },
      }),

      ModifyAlarmNotice: action<Models.ModifyAlarmNoticeRequest, Models.ModifyAlarmNoticeResponse>({
        parameters: { Module, NoticeId: text, Name: text, NoticeType: text, NoticeLanguage: text },
        passedThrough: noticeSettings,
        ignored: ['PolicyIds'],
        answer({ Module: _, NoticeId, Name, ...settings }) {
          monitor.changeNotice(NoticeId, { name: Name, settings });
          return {};
        },
      }),

      DeleteAlarmNotices: action<Models.DeleteAlarmNoticesRequest, Models.DeleteAlarmNoticesResponse>({
        parameters: { Module, NoticeIds: z.array(text) },
        answer({ NoticeIds }) {
          for (const noticeId of NoticeIds) monitor.deleteNotice(noticeId);
          return {};
        },
      }),

      CreateAlarmPolicy: action<Models.CreateAlarmPolicyRequest, Models.CreateAlarmPolicyResponse>({
        parameters: {
          Module,
          PolicyName: text,
          MonitorType: text,
          Namespace: text,
          Remark: text.optional(),
          Enable: number.optional(),
          NoticeIds: z.array(text).optional(),
        },
        passedThrough: ['Condition'],
        answer({ Module: _, PolicyName, Namespace, NoticeIds = [], ...settings }) {
          const wanted = { name: PolicyName, namespace: Namespace, noticeIds: NoticeIds, settings };
          const { policyId, originId } = monitor.createPolicy(wanted);
          return { PolicyId: policyId, OriginId: String(originId) };
        },
      }),

      DescribeAlarmPolicy: action<Models.DescribeAlarmPolicyRequest, Models.DescribeAlarmPolicyResponse>({
        parameters: { Module, PolicyId: text },
        answer({ PolicyId }) {
          const policy = monitor.findPolicy(PolicyId);
          return policy === undefined ? {} : { Policy: policyModel(policy) };
        },
      }),

      DescribeAlarmPolicies: action<Models.DescribeAlarmPoliciesRequest, Models.DescribeAlarmPoliciesResponse>({
        parameters: {
          Module,
          PageNumber: number.optional(),
          PageSize: number.optional(),
          PolicyName: text.optional(),
        },
        answer({ PolicyName = '', PageNumber = 1, PageSize = 20 }) {
          const found = monitor.policies().filter(({ name }) => name.includes(PolicyName));
          const page = found.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
          return { TotalCount: found.length, Policies: page.map(policyModel) };
        },
      }),

      ModifyAlarmPolicyNotice: action<Models.ModifyAlarmPolicyNoticeRequest, Models.ModifyAlarmPolicyNoticeResponse>({
        parameters: { Module, PolicyId: text.optional(), NoticeIds: z.array(text).optional() },
        answer({ PolicyId = '', NoticeIds = [] }) {
          monitor.changePolicy(PolicyId, { noticeIds: NoticeIds });
          return {};
        },
      }),

      DeleteAlarmPolicy: action<Models.DeleteAlarmPolicyRequest, Models.DeleteAlarmPolicyResponse>({
        parameters: { Module, PolicyIds: z.array(text) },
        answer({ PolicyIds }) {
          for (const policyId of PolicyIds) monitor.deletePolicy(policyId);
          return {};
        },
      }),

      BindingPolicyObject: action<Models.BindingPolicyObjectRequest, Models.BindingPolicyObjectResponse>({
        parameters: {
          Module,
          PolicyId: text.optional(),
          Dimensions: z.array(z.object({ Region: text, Dimensions: text })).optional(),
        },
        ignored: ['GroupId'],
        answer({ PolicyId = '', Dimensions = [] }) {
          monitor.bind(
            PolicyId,
            Dimensions.map((one) => ({ region: one.Region, dimensions: one.Dimensions ?? '{}' })),
          );
          return {};
        },
      }),

      UnBindingAllPolicyObject: action<Models.UnBindingAllPolicyObjectRequest, Models.UnBindingAllPolicyObjectResponse>(
        {
          parameters: { Module, GroupId: number, PolicyId: text.optional() },
          answer({ PolicyId = '' }) {
            monitor.unbindAll(PolicyId);
            return {};
          },
        },
      ),

      DescribePolicyObjectCount: action<
        Models.DescribePolicyObjectCountRequest,
        Models.DescribePolicyObjectCountResponse
      >({
        parameters: { Module, GroupId: number },
        answer({ GroupId }) {
          const objects = monitor.policies().find(({ originId }) => originId === GroupId)?.objects ?? [];
          const regions = [...new Set(objects.map(({ region }) => region))];
          const count = (Region: string) => objects.filter(({ region }) => region === Region).length;
          return { IsMultiRegion: true, RegionList: regions.map((Region) => ({ Region, Count: count(Region) })) };
        },
      }),

      DescribeBindingPolicyObjectList: action<
        Models.DescribeBindingPolicyObjectListRequest,
        Models.DescribeBindingPolicyObjectListResponse
      >({
        parameters: {
          Module,
          GroupId: number,
          PolicyId: text.optional(),
          Limit: number.optional(),
          Offset: number.optional(),
        },
        answer({ PolicyId = '', Limit = 20, Offset = 0 }) {
          const objects = monitor.findPolicy(PolicyId)?.objects ?? [];
          const List = objects.map(({ uniqueId, region, dimensions }) => ({
            UniqueId: uniqueId,
            Region: region,
            Dimensions: dimensions,
            IsShielded: 0,
          }));
          return { List: List.slice(Offset, Offset + Limit), Total: objects.length, NoShieldedSum: objects.length };
        },
      }),
    },
  };
}

/** The stored settings have the API's names and the values that the API was called with. */
const noticeModel = (monitor: MonitorService, { noticeId, name, settings }: MonitorNotice): Models.AlarmNotice => ({
  ...settings,
  Id: noticeId,
  Name: name,
  IsPreset: 0,
  PolicyIds: monitor.policies().flatMap((one) => (one.noticeIds.includes(noticeId) ? [one.policyId] : [])),
});

const policyModel = ({
  policyId,
  originId,
  name,
  namespace,
  settings,
  noticeIds,
  objects,
}: MonitorPolicy): Models.AlarmPolicy => ({
  // platform: monitor-policy
  ProjectId: -1,
  EventCondition: { Rules: [] },
  ...settings,
  PolicyId: policyId,
  OriginId: String(originId),
  PolicyName: name,
  Namespace: namespace,
  NoticeIds: [...noticeIds],
  UseSum: objects.length,
});
