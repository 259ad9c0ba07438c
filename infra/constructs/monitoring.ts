import { ClsAlarm } from '@cdktf/provider-tencentcloud/lib/cls-alarm';
import { ClsAlarmNotice } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import { Construct } from 'constructs';
import { webhookAddressRule } from '../terraform/alarm-webhook-variable';
import { countOf } from './alarm-query';
import { type AlarmWebhook, webCallbackOf } from './alarm-webhook';
import { logAlarms } from './log-alarms';
import { LogTopic } from './log-topic';

export interface MonitoringProps {
  /** Name of the log and of the notice, and prefix of the alarms' names. */
  readonly name: string;
  /** Days for which CLS stores the log. */
  readonly retentionDays: number;
  /** UIDs of the CAM users who receive alarms. */
  readonly receiverUids: number[];
  /** Where alarms go besides. @default none */
  readonly webhooks?: readonly AlarmWebhook[] | undefined;
}

/** Minutes between two evaluations of an alarm. Each evaluation covers the same period. platform: alarm-periods */
const periodMinutes = 5;
/** Minimum time between two notifications of an alarm, in minutes. */
const notificationIntervalMinutes = 15;

/**
 * Stores the function's log, and raises alarms when the function fails, when the SMS API refuses a message, when messages are not
 * followed by logins, and when the daily budget is used.
 */
export class Monitoring extends Construct {
  readonly logTopic: LogTopic;

  constructor(scope: Construct, id: string, { name, retentionDays, receiverUids, webhooks = [] }: MonitoringProps) {
    super(scope, id);
    this.logTopic = new LogTopic(this, 'log', { name, retentionDays });
    const notice = new ClsAlarmNotice(this, 'notice', {
      name,
      type: 'All',
      noticeReceivers: [
        {
          // platform: alarm-receiver-uid. The type is called Uin, but the IDs are UIDs.
          receiverType: 'Uin',
          receiverIds: receiverUids,
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
    for (const [alarm, { condition, message }] of Object.entries(logAlarms)) {
      new ClsAlarm(this, `${alarm}-alarm`, {
        name: `${name}-${alarm}`,
        alarmTargets: [
          {
            logsetId: this.logTopic.logsetId,
            topicId: this.logTopic.topicId,
            query: countOf(condition),
            // CQL
            syntaxRule: 1,
            number: 1,
            startTimeOffset: -periodMinutes,
            endTimeOffset: 0,
          },
        ],
        condition: '$1.lines > 0',
        messageTemplate: message,
        monitorTime: { type: 'Period', time: periodMinutes },
        triggerCount: 1,
        alarmPeriod: notificationIntervalMinutes,
        alarmNoticeIds: [notice.id],
        status: true,
      });
    }
  }
}
