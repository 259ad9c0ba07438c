import { ClsAlarm } from '@cdktf/provider-tencentcloud/lib/cls-alarm';
import { ClsAlarmNotice } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import { Construct } from 'constructs';
import { anyEventOf, countOf } from './alarm-query';
import { LogTopic } from './log-topic';

export interface MonitoringProps {
  /** Name of the log and of the notice, and prefix of the alarms' names. */
  readonly name: string;
  /** Days for which CLS stores the log. */
  readonly retentionDays: number;
  /** UIDs of the CAM users who receive alarms. */
  readonly receiverUids: number[];
}

/** Minutes between two evaluations of an alarm. Each evaluation covers the same period. platform: alarm-periods */
const periodMinutes = 5;
/** Minimum time between two notifications of an alarm, in minutes. */
const notificationIntervalMinutes = 15;

/** The condition of each alarm. A single matching line raises the alarm. platform: alarm-query-analysis */
const alarms = {
  errors: `${anyEventOf('internal_error', 'store_unavailable', 'sms_unavailable', 'captcha_unavailable')} OR SCF_StatusCode:>399`,
  // Neither `send_limited` nor `number_refused`: users' own limits and numbers need nobody's help.
  'send-refused': anyEventOf('send_refused'),
  pumping: anyEventOf('range_guard_tripped', 'total_guard_tripped', 'budget_nearly_used', 'budget_used'),
};

/**
 * Stores the function's log, and raises alarms when the function fails, when the SMS API refuses a message, and when too many
 * messages are sent.
 */
export class Monitoring extends Construct {
  readonly logTopic: LogTopic;

  constructor(scope: Construct, id: string, { name, retentionDays, receiverUids }: MonitoringProps) {
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
    });
    for (const [alarm, query] of Object.entries(alarms)) {
      new ClsAlarm(this, `${alarm}-alarm`, {
        name: `${name}-${alarm}`,
        alarmTargets: [
          {
            logsetId: this.logTopic.logsetId,
            topicId: this.logTopic.topicId,
            query: countOf(query),
            // CQL
            syntaxRule: 1,
            number: 1,
            startTimeOffset: -periodMinutes,
            endTimeOffset: 0,
          },
        ],
        condition: '$1.lines > 0',
        monitorTime: { type: 'Period', time: periodMinutes },
        triggerCount: 1,
        alarmPeriod: notificationIntervalMinutes,
        alarmNoticeIds: [notice.id],
        status: true,
      });
    }
  }
}
