import { ClsAlarm } from '@cdktf/provider-tencentcloud/lib/cls-alarm';
import { ClsAlarmNotice } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import { Construct } from 'constructs';
import { webhookAddressRule } from '../terraform/alarm-webhook-variable';
import type { AlarmReceivers } from './alarm-receivers';
import { webCallbackOf } from './alarm-webhook';
import { evaluatedEvery, logAlarms } from './log-alarms';
import { LogTopic } from './log-topic';

export interface MonitoringProps {
  /** Name of the log and of the notice, and prefix of the alarms' names. */
  readonly name: string;
  /** Days for which CLS stores the log. */
  readonly retentionDays: number;
  readonly receivers: AlarmReceivers;
}

/**
 * Stores the function's log, and raises alarms when the function fails, when the SMS API refuses a message, when messages are not
 * followed by logins, when the daily budget is used, and when far fewer log in than before.
 */
export class Monitoring extends Construct {
  readonly logTopic: LogTopic;

  constructor(scope: Construct, id: string, { name, retentionDays, receivers }: MonitoringProps) {
    super(scope, id);
    const { uids, webhooks } = receivers;
    this.logTopic = new LogTopic(this, 'log', { name, retentionDays });
    const notice = new ClsAlarmNotice(this, 'notice', {
      name,
      type: 'All',
      noticeReceivers: [
        {
          // platform: alarm-receiver-uid. The type is called Uin, but the IDs are UIDs.
          receiverType: 'Uin',
          receiverIds: uids,
          receiverChannels: ['Email', 'Sms'],
          // platform: alarm-receiver-times, alarm-notice-content
          startTime: '00:00:00',
          endTime: '23:59:59',
        },
      ],
      ...(webhooks.length > 0 && {
        webCallbacks: webhooks.map(webCallbackOf),
        lifecycle: { precondition: webhooks.map(({ kind, url }) => webhookAddressRule(kind, url)) },
      }),
    });
    for (const [alarm, { queries, condition, notifyEvery, message }] of Object.entries(logAlarms)) {
      new ClsAlarm(this, `${alarm}-alarm`, {
        name: `${name}-${alarm}`,
        alarmTargets: queries.map(({ query, from, until }, index) => ({
          logsetId: this.logTopic.logsetId,
          topicId: this.logTopic.topicId,
          query,
          // CQL
          syntaxRule: 1,
          number: index + 1,
          startTimeOffset: -from,
          endTimeOffset: until === 0 ? 0 : -until,
        })),
        condition,
        messageTemplate: message,
        monitorTime: { type: 'Period', time: evaluatedEvery },
        triggerCount: 1,
        alarmPeriod: notifyEvery,
        alarmNoticeIds: [notice.id],
        status: true,
      });
    }
  }
}
