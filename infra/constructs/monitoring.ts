import { ClsAlarm } from '@cdktf/provider-tencentcloud/lib/cls-alarm';
import { ClsAlarmNotice } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import { Construct } from 'constructs';
import { LogTopic } from './log-topic';

export interface MonitoringProps {
  /** Name of the log and of the notice, and prefix of the alarms' names. */
  readonly name: string;
  /** Days for which CLS stores the log. */
  readonly retentionDays: number;
  /** IDs (UIN) of the CAM users who receive alarms. */
  readonly receiverIds: number[];
}

/** Minutes between two evaluations of an alarm. Each evaluation covers the same period. platform: alarm-periods */
const periodMinutes = 5;
/** Minimum time between two notifications of an alarm, in minutes. */
const notificationIntervalMinutes = 15;

/** The query of each alarm. A single matching line raises the alarm. */
const alarms = {
  errors:
    'event:internal_error OR event:store_unavailable OR event:sms_unavailable OR event:captcha_unavailable OR SCF_StatusCode:>399',
  'send-refused': 'event:send_refused',
  pumping: 'event:range_guard_tripped OR event:total_guard_tripped OR event:budget_nearly_used OR event:budget_used',
};

/**
 * Stores the function's log, and raises alarms when the function fails, when the SMS API refuses a message, and when too many
 * messages are sent.
 */
export class Monitoring extends Construct {
  readonly logTopic: LogTopic;

  constructor(scope: Construct, id: string, { name, retentionDays, receiverIds }: MonitoringProps) {
    super(scope, id);
    this.logTopic = new LogTopic(this, 'log', { name, retentionDays });
    const notice = new ClsAlarmNotice(this, 'notice', {
      name,
      type: 'All',
      noticeReceivers: [{ receiverType: 'Uin', receiverIds, receiverChannels: ['Email', 'Sms'] }],
    });
    for (const [alarm, query] of Object.entries(alarms)) {
      new ClsAlarm(this, `${alarm}-alarm`, {
        name: `${name}-${alarm}`,
        alarmTargets: [
          {
            logsetId: this.logTopic.logsetId,
            topicId: this.logTopic.topicId,
            query: `${query} | select count(*) as lines`,
            // CQL, the query language of CLS, whose operators are in upper case.
            syntaxRule: 1,
            number: 1,
            startTimeOffset: -periodMinutes,
            endTimeOffset: 0,
          },
        ],
        // platform: alarm-query-analysis
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
