import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { notReached, type Probe, verdict } from '../probe';

const name = 'alarm-notice-content';

/** How CLS answers about who is notified. platform: alarm-notice-content */
export const alarmProbe: Probe = {
  decides: [name],
  async run({ config, stack }) {
    const notice = stack.resources.find(({ type }) => type === 'tencentcloud_cls_alarm_notice');
    if (notice === undefined) return { verdicts: [notReached(name, 'the environment has no monitoring')] };
    const { AlarmNotices: notices = [] } = await new Client(config).DescribeAlarmNotices({
      Filters: [{ Key: 'name', Values: [String(notice.attributes.name)] }],
    });
    const receivers = notices.flatMap(({ NoticeReceivers }) => NoticeReceivers ?? []);
    if (receivers.length === 0) return { verdicts: [notReached(name, 'the notice has no receiver')] };
    const contents = receivers.map(({ NoticeContentId }) => NoticeContentId || 'none');
    return {
      answers: { 'alarm.has-notice-content': contents.some((content) => content !== 'none') },
      verdicts: [
        verdict(name, {
          holds: contents.every((content) => content === 'none'),
          found: `receivers are read back with the notice content ${contents.join(', ')}`,
        }),
      ],
    };
  },
};
