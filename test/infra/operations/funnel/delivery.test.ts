import { describe, expect, it, onTestFinished } from 'vitest';
import { accountClientConfig } from '../../../../infra/operations/account-client';
import { countDeliveries, hourOf } from '../../../../infra/operations/funnel/delivery';
import { initialAccount } from '../../../../local-cloud/account/initial-account';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';

async function countIn(sdkAppId: string, hours = 1) {
  const cloud = await startLocalCloud({ transitionMs: 0 });
  onTestFinished(cloud.stop);
  const { sms } = cloud.account;
  const send = (to: string) =>
    sms.send({
      sdkAppId: initialAccount.sdkAppId,
      signName: initialAccount.sign,
      templateId: initialAccount.templateId,
      parameters: ['123456', '5'],
      phoneNumbers: [to],
    });
  for (const [index, receipt] of (['delivered', 'delivered', 'failed', 'never'] as const).entries()) {
    sms.playReceipts(receipt);
    expect(send(`+861856624660${index}`)).toMatchObject([{ code: 'Ok' }]);
  }
  const now = Date.now();
  return countDeliveries(accountClientConfig(cloud.env, 'ap-guangzhou'), sdkAppId, [now - hours * 3_600_000, now]);
}

describe('The delivery of messages', () => {
  it('is counted by what carriers reported', async () => {
    expect(await countIn(initialAccount.sdkAppId)).toEqual({ submitted: 4, received: 2, failed: 1, unreported: 1 });
  });

  it('is unknown, with the reason, if nothing is sent, if the API refuses, and beyond 32 days', async () => {
    expect(await countIn('')).toEqual({ unavailable: 'the function prints messages, and sends none' });
    expect(await countIn('1')).toEqual({
      unavailable: expect.stringMatching(/^unknown, the SMS API did not tell: InvalidParameterValue\.SdkAppIdNotExist/),
    });
    expect(await countIn(initialAccount.sdkAppId, 32 * 24 + 1)).toEqual({
      unavailable: 'the SMS API tells of at most 32 days',
    });
  });

  it('is asked for by hours of Beijing', () => {
    expect(hourOf(Date.UTC(2026, 10, 23, 2, 59))).toBe('2026112310');
    expect(hourOf(Date.UTC(2026, 11, 31, 16))).toBe('2027010100');
  });
});
