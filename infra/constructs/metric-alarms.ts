import { MonitorAlarmNotice } from '@cdktf/provider-tencentcloud/lib/monitor-alarm-notice';
import { MonitorAlarmPolicy } from '@cdktf/provider-tencentcloud/lib/monitor-alarm-policy';
import { MonitorPolicyBindingObject } from '@cdktf/provider-tencentcloud/lib/monitor-policy-binding-object';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { metricAlarmNames } from '../settings/metric-alarm-names';
import type { AlarmReceivers } from './alarm-receivers';

export interface MetricAlarmsProps {
  /** Name of the notice, and prefix of the policies' names: at most 45 characters. */
  readonly name: string;
  readonly region: string;
  readonly receivers: AlarmReceivers;
  readonly functionName: string;
  /** The environment's own Redis. @default - it has none, so its memory is not watched */
  readonly redisInstanceId?: string | undefined;
}

interface MetricAlarm {
  /** Policy type of Cloud Monitor. platform: monitor-metrics */
  readonly type: string;
  readonly metric: string;
  /** The alarm is raised while the metric of a period is greater. */
  readonly above: string;
  readonly periodSeconds: number;
  /** What names the object. platform: monitor-dimensions, monitor-dimensions-read-back */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Every day, all day. platform: monitor-notice, monitor-notice-read-back */
const always = { startTime: 0, endTime: 86_399, weekday: [1, 2, 3, 4, 5, 6, 7] };
/** Seconds between two notifications of an alarm. */
const notificationIntervalSeconds = 900;
/** Where the alarm is explained: a remark has letters, digits, hyphens and underscores only. platform: monitor-policy */
const remark = 'See-Alarms-in-docs-operations-md';

/**
 * Raises the alarms that the log cannot: for invocations that were refused because there was no free instance, which write no
 * line, and for Redis' memory before it is full.
 */
export class MetricAlarms extends Construct {
  constructor(scope: Construct, id: string, props: MetricAlarmsProps) {
    super(scope, id);
    const { name, region, receivers, functionName, redisInstanceId } = props;
    const notice = new MonitorAlarmNotice(this, 'notice', {
      name,
      noticeType: 'ALL',
      noticeLanguage: 'en-US',
      userNotices: [{ ...always, receiverType: 'USER', noticeWay: ['EMAIL', 'SMS'], userIds: receivers.uids }],
      // Robots get it too. platform: monitor-robots
      ...(receivers.webhooks.length > 0 && { urlNotices: receivers.webhooks.map(({ url }) => ({ ...always, url })) }),
    });
    const alarms: Readonly<Partial<Record<(typeof metricAlarmNames)[number], MetricAlarm>>> = {
      throttled: {
        type: 'SCF',
        metric: 'Throttle',
        above: '0',
        periodSeconds: 60,
        dimensions: { functionName, namespace: 'default', version: '$LATEST' },
      },
      ...(redisInstanceId !== undefined && {
        'redis-memory': {
          type: 'redis_mem_edition',
          metric: 'MemUtil',
          above: '80',
          periodSeconds: 60,
          dimensions: { instanceid: redisInstanceId },
        },
      }),
    };
    for (const [alarm, { type, metric, above, periodSeconds, dimensions }] of Object.entries(alarms)) {
      const policy = new MonitorAlarmPolicy(this, alarm, {
        policyName: `${name}-${alarm}`,
        monitorType: 'MT_QCE',
        namespace: type,
        remark,
        noticeIds: [notice.id],
        conditions: {
          isUnionRule: 0,
          rules: [
            {
              metricName: metric,
              period: periodSeconds,
              operator: 'gt',
              value: above,
              continuePeriod: 1,
              noticeFrequency: notificationIntervalSeconds,
              isPowerNotice: 0,
              ruleType: 'STATIC',
            },
          ],
        },
      });
      new MonitorPolicyBindingObject(this, `${alarm}-object`, {
        policyId: policy.id,
        dimensions: [{ dimensionsJson: Fn.jsonencode(dimensions), region }],
      });
    }
  }
}
