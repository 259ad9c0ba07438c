import { beforeEach, describe, expect, it } from 'vitest';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import type { DeliveryRequest } from '../../../local-cloud/account/sms-deliveries';
import { startTrialAccount, type TrialAccount } from '../trial-account';

const phoneNumber = '+8618566246600';
const { sdkAppId } = initialAccount;

// platform: sms-delivery-status
describe('Delivery statuses of messages', () => {
  let trial: TrialAccount;
  let begin: number;

  beforeEach(() => {
    trial = startTrialAccount({ transitionMs: 1000 });
    begin = Math.floor(trial.clock.now / 1000);
    return () => trial.stop();
  });

  const send = (to = phoneNumber, code = '123456') =>
    trial.account.sms.send({
      sdkAppId,
      signName: initialAccount.sign,
      templateId: initialAccount.templateId,
      parameters: [code, '5'],
      phoneNumbers: [to],
    })[0]?.serialNo ?? '';
  const deliveries = (changes: Partial<DeliveryRequest> = {}) =>
    trial.account.sms.deliveries({ sdkAppId, phoneNumber, beginTime: begin, offset: 0, limit: 10, ...changes });

  it('are there once a carrier has reported them, for messages to this number alone', () => {
    const serialNo = send();
    send('+8618566246601');
    expect(deliveries()).toEqual([]);
    trial.clock.now += 1000;
    expect(deliveries()).toEqual([{ serialNo, reportedAt: trial.clock.now, status: 'SUCCESS' }]);
  });

  it('are failures, or never there, for messages that are sent after the carrier was told so', () => {
    trial.account.sms.addApplication(sdkAppId, { name: 'Local application', dailyLimit: 10 });
    const sent = send(phoneNumber, '111111');
    const played = (['failed', 'never', 'delivered'] as const).map((receipt) => {
      trial.clock.now += 60_000;
      trial.account.sms.playReceipts(receipt);
      return send();
    });
    trial.clock.now += 1000;
    expect(deliveries().map(({ serialNo, status }) => [serialNo, status])).toEqual([
      [sent, 'SUCCESS'],
      [played[0], 'FAIL'],
      [played[2], 'SUCCESS'],
    ]);
    expect(trial.account.sms.messages()).toHaveLength(4);
  });

  it('are those between two times, oldest first, up to a limit', () => {
    const first = send();
    trial.clock.now += 60_000;
    const second = send(phoneNumber, '654321');
    trial.clock.now += 60_000;
    const found = (changes: Partial<DeliveryRequest>) => deliveries(changes).map(({ serialNo }) => serialNo);
    expect(found({})).toEqual([first, second]);
    expect(found({ limit: 1 })).toEqual([first]);
    expect(found({ beginTime: begin + 30 })).toEqual([second]);
    expect(found({ endTime: begin + 30 })).toEqual([first]);
  });

  it.each<[string, Partial<DeliveryRequest>, string]>([
    ['an unknown application', { sdkAppId: '1' }, 'SdkAppIdNotExist'],
    ['a number without its country', { phoneNumber: '18566246600' }, 'IncorrectPhoneNumber'],
    ['a time more than 7 days ago', { beginTime: 0 }, 'BeginTimeVerifyFail'],
    ['an end before the beginning', { endTime: 0 }, 'EndTimeVerifyFail'],
    ['an offset', { offset: 1 }, 'OffsetVerifyFail'],
    ['a limit over 100', { limit: 101 }, 'LimitVerifyFail'],
  ])('are refused for %s', (_, changes, code) => {
    expect(() => deliveries(changes)).toThrow(expect.objectContaining({ code: `InvalidParameterValue.${code}` }));
  });
});

// platform: sms-delivery-statistics
describe('Delivery statistics', () => {
  let trial: TrialAccount;
  beforeEach(() => {
    trial = startTrialAccount({ transitionMs: 1000 });
    // 10:30 in Beijing.
    trial.clock.now = Date.UTC(2026, 10, 23, 2, 30);
    return () => trial.stop();
  });
  const count = (beginTime: string, endTime = beginTime, application: string = sdkAppId) =>
    trial.account.sms.deliveryStatistics({ sdkAppId: application, beginTime, endTime });

  it('count messages of whole hours, and reports as they come', () => {
    trial.account.sms.playReceipts('failed');
    trial.account.sms.send({
      sdkAppId,
      signName: initialAccount.sign,
      templateId: initialAccount.templateId,
      parameters: ['123456', '5'],
      phoneNumbers: [phoneNumber],
    });
    expect(count('2026112310')).toEqual({ sent: 1, reported: 0, failed: 0 });
    trial.clock.now += 1000;
    expect(count('2026112310')).toEqual({ sent: 1, reported: 1, failed: 1 });
    expect(count('2026112309', '2026112311')).toMatchObject({ sent: 1 });
    expect(count('2026112309')).toMatchObject({ sent: 0 });
    expect(count('2026112311')).toMatchObject({ sent: 0 });
  });

  it.each([
    ['a malformed hour', '2026-11-23', '2026112310', 'BeginTimeVerifyFail'],
    ['an hour that does not exist', '2026112310', '2026112325', 'EndTimeVerifyFail'],
    ['an end before the beginning', '2026112310', '2026112309', 'EndTimeVerifyFail'],
    ['more than 32 days', '2026102110', '2026112311', 'EndTimeVerifyFail'],
  ])('are refused for %s', (_, begin, end, code) => {
    const refusal = expect.objectContaining({ code: `InvalidParameterValue.${code}` });
    expect(() => count(begin, end)).toThrow(refusal);
  });

  it('are refused for an unknown application', () => {
    expect(() => count('2026112310', '2026112310', '1')).toThrow('does not exist');
  });
});
