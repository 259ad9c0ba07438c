import { ClsAlarm } from '@cdktf/provider-tencentcloud/lib/cls-alarm';
import { ClsAlarmNotice } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import { Construct } from 'constructs';
import { LogTopic } from './log-topic';

export interface MonitoringProps {
  /** Name of what is made, and the beginning of the alarms' names. */
  readonly name: string;
  /** Days that the log is kept. */
  readonly retentionDays: number;
  /** CAM users who are told, by their ids. */
  readonly receiverIds: number[];
}

/** Minutes that an alarm looks back, and between two looks. */
const periodMinutes = 5;
/** Least minutes between two messages of an alarm. */
const quietMinutes = 15;

/** What an alarm looks for, by the alarm's name: any line found raises it. */
const alarms = {
  errors:
    'event:internal_error OR event:store_unavailable OR event:sms_unavailable OR event:captcha_unavailable OR SCF_StatusCode:>399',
  'send-refused': 'event:send_refused',
};

/** Keeps the function's log, and tells people when it fails or when the SMS API refuses to send. */
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
            // CLS's own query language, in which the operators are in capitals.
            syntaxRule: 1,
            number: 1,
            startTimeOffset: -periodMinutes,
            endTimeOffset: 0,
          },
        ],
        condition: '$1.lines > 0',
        monitorTime: { type: 'Period', time: periodMinutes },
        triggerCount: 1,
        alarmPeriod: quietMinutes,
        alarmNoticeIds: [notice.id],
        status: true,
      });
    }
  }
}
