import { createSecretKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../../function/sms/sms-sender';
import type { StoreCodeResult } from '../../../function/store/code-store';
import { type CodeRequest, sendCode } from '../../../function/verification/send-code';
import type { VerificationParts } from '../../../function/verification/verification-parts';

const stored: StoreCodeResult = { result: 'stored', notices: [] };
const limited = (limit: 'interval' | 'day' | 'address' | 'range' | 'total' | 'budget'): StoreCodeResult => ({
  result: 'limited',
  limit,
  retryAfter: 1500,
  notices: [],
});

describe('A request for a code', () => {
  let taken: string[];
  let sent: number;
  beforeEach(() => {
    taken = [];
    sent = 0;
  });

  /** Sends a code by a store and a sender that answer like this. */
  function send(
    storing: StoreCodeResult,
    sending: () => Promise<SendResult>,
    { captcha, storeError }: { captcha?: CodeRequest['captcha']; storeError?: unknown } = {},
  ) {
    const parts = {
      store: {
        storeCode: async () => storing,
        takeBack: async (_code: unknown, reason: string) => {
          taken.push(reason);
          if (storeError !== undefined) throw storeError;
        },
      },
      sender: {
        send: () => {
          sent++;
          return sending();
        },
      },
      codeKey: createSecretKey(Buffer.alloc(32)),
      codeTtlMinutes: 5,
      sendLimits: { intervalSeconds: 30 },
      notify: () => {},
    } as unknown as VerificationParts;
    const request = {
      e164: '+8618566246600',
      countryCode: '86',
      requestId: 'a',
      known: { shard: 0, member: 0 },
      captcha,
    };
    return sendCode(parts, request as unknown as CodeRequest);
  }
  const succeed = async (): Promise<SendResult> => ({ result: 'sent' });

  it('sends it once it is stored', async () => {
    expect(await send(stored, succeed)).toMatchObject({ codeStr: 'Ok', expiresIn: 300, retryAfter: 30 });
    expect({ sent, taken }).toEqual({ sent: 1, taken: [] });
  });

  it.each([
    ['interval', 'LimitExceeded.PhoneNumberThirtySecondLimit'],
    ['day', 'LimitExceeded.PhoneNumberDailyLimit'],
    ['address', 'LimitExceeded.ClientAddressLimit'],
    ['budget', 'LimitExceeded.TotalLimit'],
  ] as const)('is refused by the limit "%s" with its own code, with a captcha, too', async (limit, codeStr) => {
    expect(await send(limited(limit), succeed)).toEqual({ codeStr, retryAfter: 2 });
    expect(await send(limited(limit), succeed, { captcha: 'configured' })).toEqual({ codeStr, retryAfter: 2 });
    expect(sent).toBe(0);
  });

  it.each([
    ['range', 'LimitExceeded.NumberRangeLimit'],
    ['total', 'LimitExceeded.TotalLimit'],
  ] as const)('needs a captcha, if there is one, while the guard "%s" is tripped', async (limit, codeStr) => {
    expect(await send(limited(limit), succeed, { captcha: 'configured' })).toEqual({ codeStr: 'CaptchaRequired' });
    expect(await send(limited(limit), succeed)).toEqual({ codeStr, retryAfter: 2 });
  });

  it.each<[SendResult, object, readonly string[]]>([
    [
      { result: 'unanswered', reason: 'too slow' },
      { codeStr: 'ServiceUnavailable', part: 'sms', reason: 'too slow', retryAfter: 30 },
      [],
    ],
    [
      { result: 'unreachable', reason: 'no route' },
      { codeStr: 'ServiceUnavailable', part: 'sms', reason: 'no route' },
      ['not-sent'],
    ],
    [
      { result: 'refused', apiCode: 'FailedOperation.X', reason: 'no' },
      { codeStr: 'SendRefused', apiCode: 'FailedOperation.X', reason: 'no' },
      ['refused'],
    ],
    [
      { result: 'limited', apiCode: 'LimitExceeded.PhoneNumberDailyLimit', reason: 'no', retryAfter: 9 },
      { codeStr: 'LimitExceeded.PhoneNumberDailyLimit', retryAfter: 9, reason: 'no' },
      ['refused'],
    ],
    [
      { result: 'number-refused', apiCode: 'FailedOperation.PhoneNumberInBlacklist', reason: 'no' },
      { codeStr: 'FailedOperation.PhoneNumberInBlacklist', reason: 'no' },
      ['refused'],
    ],
  ])('ends with what became of the message: %j', async (sending, outcome, reasons) => {
    expect(await send(stored, async () => sending)).toStrictEqual(outcome);
    expect(taken).toEqual(reasons);
  });

  it.each([[new Error('Redis is full')], ['Redis is full']])(
    'tells why its code was not taken back, after %j',
    async (storeError) => {
      const unreachable: SendResult = { result: 'unreachable', reason: 'no route' };
      expect(await send(stored, async () => unreachable, { storeError })).toMatchObject({
        reason: 'no route; the code was not taken back: Redis is full',
      });
    },
  );

  it('gives the code back before it fails with what the sender throws', async () => {
    await expect(send(stored, () => Promise.reject(new Error('no credentials')))).rejects.toThrow('no credentials');
    expect(taken).toEqual(['not-sent']);
  });
});
