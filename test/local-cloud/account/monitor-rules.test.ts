import { describe, expect, it } from 'vitest';
import { monitorRecipients, readRules } from '../../../local-cloud/account/monitor-rules';

const user = { ReceiverType: 'USER', StartTime: 0, EndTime: 86_399, NoticeWay: ['EMAIL'], UserIds: [16012345] };
const isUid = (uid: number) => uid === 16012345;
const refusal = (message: string) =>
  expect.objectContaining({ code: 'InvalidParameterValue', message: expect.stringContaining(message) });

describe('A notice of Cloud Monitor', () => {
  it('notifies users and addresses, among them robots', () => {
    const URLNotices = [
      '/cgi-bin/webhook/send?key=a',
      '/robot/send?access_token=a',
      '/open-apis/bot/v2/hook/a',
      '/a',
    ].map((path) => ({ URL: `https://example.com${path}` }));
    const recipients = monitorRecipients({ UserNotices: [user], URLNotices }, isUid);
    expect(recipients.map((one) => (one.kind === 'user' ? one.uid : one.form))).toEqual([
      16012345,
      'WeCom',
      'DingTalk',
      'Lark',
      'Http',
    ]);
  });

  it.each<[string, object, string]>([
    [
      'a UIN',
      { UserNotices: [{ ...user, UserIds: [100012345678] }] },
      'No user of this account has the UID 100012345678',
    ],
    ['no user', { UserNotices: [{ ...user, UserIds: [] }] }, 'it has at least one UID'],
    ['a wrong channel', { UserNotices: [{ ...user, NoticeWay: ['Email'] }] }, 'it is EMAIL, SMS'],
    ['an end that is no second of the day', { UserNotices: [{ ...user, EndTime: 86_400 }] }, '0 to 86399'],
    ['too many groups of users', { UserNotices: Array(6).fill(user) }, 'there are at most 5'],
    ['a long address', { URLNotices: [{ URL: `https://a/${'b'.repeat(250)}` }] }, 'it has at most 256 characters'],
  ])('is refused with %s', (_, settings, message) => {
    expect(() => monitorRecipients({ ...settings }, isUid)).toThrow(refusal(message));
  });
});

describe('The condition of an alarm policy', () => {
  const rule = {
    MetricName: 'Throttle',
    Period: 60,
    Operator: 'gt',
    Value: '0',
    ContinuePeriod: 1,
    NoticeFrequency: 900,
  };
  const metrics = { has: (type: string, metric: string) => `${type} ${metric}` === 'SCF Throttle' };
  const read = (changes: object) => readRules('SCF', { IsUnionRule: 0, Rules: [{ ...rule, ...changes }] }, metrics);

  it('has rules on metrics of its type', () => {
    expect(read({})).toMatchObject([rule]);
  });

  it.each([
    [{ MetricName: 'MemUtil' }, 'The policy type SCF has no metric MemUtil'],
    [{ Operator: '>' }, 'it is gt, ge, lt, le or eq'],
    [{ Value: 'many' }, 'it is a number'],
  ])('is refused with %j', (changes, message) => {
    expect(() => read(changes)).toThrow(refusal(message));
  });
});
