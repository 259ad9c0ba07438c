import type { MonitorService } from '../../account/monitor';
import { regionOfShort, shortRegion } from '../../account/monitor-regions';
import type { ResourceType, Values } from '../provider-definition';
import { blocks, number, text, texts } from './attribute';

/** Reads a block of a list that has at most one. */
const only = (values: Values, name: string): Values => blocks(values, name)[0] ?? {};

const ruleForm = (rule: Values) => ({
  MetricName: rule.metric_name,
  Period: rule.period,
  Operator: rule.operator,
  Value: rule.value,
  ContinuePeriod: number(rule, 'continue_period', 1),
  NoticeFrequency: number(rule, 'notice_frequency'),
  IsPowerNotice: number(rule, 'is_power_notice'),
  RuleType: text(rule, 'rule_type', 'STATIC'),
});

/** `tencentcloud_monitor_alarm_notice`, `…_alarm_policy` and `…_policy_binding_object`. */
export function monitorResources(
  monitor: MonitorService,
  regionOf: () => string,
): Readonly<Record<string, ResourceType>> {
  const wantedNotice = (planned: Values) => ({
    name: text(planned, 'name'),
    settings: {
      NoticeType: planned.notice_type,
      NoticeLanguage: planned.notice_language,
      UserNotices: blocks(planned, 'user_notices').map((one) => ({
        ReceiverType: one.receiver_type,
        StartTime: one.start_time,
        EndTime: one.end_time,
        NoticeWay: one.notice_way,
        UserIds: one.user_ids,
        Weekday: one.weekday,
      })),
      URLNotices: blocks(planned, 'url_notices').map((one) => ({
        URL: one.url,
        StartTime: number(one, 'start_time'),
        EndTime: number(one, 'end_time'),
        Weekday: one.weekday,
        IsValid: number(one, 'is_valid'),
      })),
    },
  });
  const noticeValues = (noticeId: string): Values => {
    const { name, settings } = monitor.findNotice(noticeId) ?? { name: '', settings: {} as Values };
    const users = (settings.UserNotices ?? []) as readonly Values[];
    const urls = (settings.URLNotices ?? []) as readonly Values[];
    return {
      id: noticeId,
      name,
      notice_type: settings.NoticeType,
      notice_language: settings.NoticeLanguage,
      user_notices: users.map((one) => ({
        receiver_type: one.ReceiverType,
        start_time: one.StartTime,
        end_time: one.EndTime,
        notice_way: one.NoticeWay,
        user_ids: one.UserIds,
        weekday: one.Weekday,
        group_ids: null,
        need_phone_arrive_notice: null,
        phone_call_type: null,
        phone_circle_interval: null,
        phone_circle_times: null,
        phone_inner_interval: null,
        phone_order: null,
      })),
      url_notices: urls.map((one) => ({
        url: one.URL,
        start_time: one.StartTime,
        end_time: one.EndTime,
        weekday: one.Weekday,
        is_valid: one.IsValid,
        validation_code: null,
      })),
      cls_notices: [],
      is_preset: 0,
      amp_consumer_id: '',
      updated_at: '',
      updated_by: '',
      policy_ids: [],
    };
  };

  const wantedPolicy = (planned: Values) => {
    const condition = only(planned, 'conditions');
    return {
      name: text(planned, 'policy_name'),
      namespace: text(planned, 'namespace'),
      noticeIds: texts(planned, 'notice_ids'),
      settings: {
        MonitorType: planned.monitor_type,
        Remark: text(planned, 'remark'),
        Enable: number(planned, 'enable', 1),
        Condition: { IsUnionRule: number(condition, 'is_union_rule'), Rules: blocks(condition, 'rules').map(ruleForm) },
      },
    };
  };
  const policyValues = (planned: Values, policyId: string): Values => {
    const { name, namespace, settings, noticeIds = [] } = monitor.findPolicy(policyId) ?? { settings: {} as Values };
    const condition = (settings.Condition ?? {}) as Values;
    const rules = (condition.Rules ?? []) as readonly Values[];
    return {
      ...planned,
      id: policyId,
      policy_name: name,
      monitor_type: settings.MonitorType,
      project_id: planned.project_id ?? -1,
      namespace,
      remark: settings.Remark,
      enable: settings.Enable,
      notice_ids: noticeIds,
      conditions: [
        {
          is_union_rule: condition.IsUnionRule,
          rules: rules.map((rule) => ({
            metric_name: rule.MetricName,
            period: rule.Period,
            operator: rule.Operator,
            value: rule.Value,
            continue_period: rule.ContinuePeriod,
            notice_frequency: rule.NoticeFrequency,
            is_power_notice: rule.IsPowerNotice,
            rule_type: rule.RuleType,
            description: '',
            unit: '',
            filter: [],
          })),
        },
      ],
      event_conditions: [],
      hierarchical_notices: [],
      notice_content_tmpl_bind_infos: [],
      create_time: '',
      update_time: '',
    };
  };

  const bindingValues = (policyId: string): Values => ({
    id: policyId,
    policy_id: policyId,
    dimensions: (monitor.findPolicy(policyId)?.objects ?? []).map(({ uniqueId, region, dimensions }) => ({
      dimensions_json: dimensions,
      region: regionOfShort(region),
      unique_id: uniqueId,
    })),
  });

  return {
    tencentcloud_monitor_alarm_notice: {
      async create(planned) {
        return noticeValues(monitor.createNotice(wantedNotice(planned)).noticeId);
      },
      async read(state) {
        return monitor.findNotice(text(state, 'id')) && noticeValues(text(state, 'id'));
      },
      async update(planned) {
        return noticeValues(monitor.changeNotice(text(planned, 'id'), wantedNotice(planned)).noticeId);
      },
      async delete(state) {
        monitor.deleteNotice(text(state, 'id'));
      },
    },

    tencentcloud_monitor_alarm_policy: {
      async create(planned) {
        return policyValues(planned, monitor.createPolicy(wantedPolicy(planned)).policyId);
      },
      async read(state) {
        return monitor.findPolicy(text(state, 'id')) && policyValues(state, text(state, 'id'));
      },
      async update(planned) {
        return policyValues(planned, monitor.changePolicy(text(planned, 'id'), wantedPolicy(planned)).policyId);
      },
      async delete(state) {
        monitor.deletePolicy(text(state, 'id'));
      },
    },

    tencentcloud_monitor_policy_binding_object: {
      async create(planned) {
        const policyId = text(planned, 'policy_id');
        const objects = blocks(planned, 'dimensions').map((one) => ({
          dimensions: text(one, 'dimensions_json'),
          region: shortRegion(text(one, 'region', regionOf())),
        }));
        return bindingValues(monitor.bind(policyId, objects).policyId);
      },
      async read(state) {
        return monitor.findPolicy(text(state, 'id')) && bindingValues(text(state, 'id'));
      },
      async delete(state) {
        if (monitor.findPolicy(text(state, 'id'))) monitor.unbindAll(text(state, 'id'));
      },
    },
  };
}
