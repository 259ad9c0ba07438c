import type { CodeToStore, TakeBackReason } from '../store/code-store';
import { createCode, hashCode } from './code';
import { createHandle } from './keyed-hash';
import { type Outcome, sendLimitCodes } from './outcome';
import type { Requester } from './requester';
import type { VerificationParts } from './verification-parts';

export interface CodeRequest extends Requester {
  /** @default - no captcha is configured */
  readonly captcha?: 'solved' | 'configured' | undefined;
}

/** Stores a code and sends it, unless the number is a test number. Throws what the store throws. */
export async function sendCode(parts: VerificationParts, request: CodeRequest): Promise<Outcome> {
  const { store, sender, codeKey, codeTtlMinutes, sendLimits, notify } = parts;
  const { e164, countryCode, requestId, testCode, known, networks, captcha } = request;
  const code = testCode ?? createCode();
  const isTest = testCode !== undefined;
  const handle = createHandle(codeKey, e164, requestId);
  const codeHash = hashCode(codeKey, e164, code);
  const toStore: CodeToStore = { phone: e164, isTest, handle, codeHash, known, networks, captcha };
  const stored = await store.storeCode(toStore);
  for (const notice of stored.notices) notify(notice);
  if (stored.result === 'limited') {
    const { limit } = stored;
    if (captcha !== undefined && (limit === 'range' || limit === 'total')) return { codeStr: 'CaptchaRequired' };
    return { codeStr: sendLimitCodes[limit], retryAfter: Math.ceil(stored.retryAfter / 1000) };
  }
  // Always the interval, although the number may have no more messages today: that would tell how many it had.
  const retryAfter = sendLimits.intervalSeconds;
  const sent: Outcome = { codeStr: 'Ok', expiresIn: codeTtlMinutes * 60, retryAfter, handle };
  // The invocation that stored the code sends it; a message of this one would carry a code that is not stored.
  if (stored.result === 'duplicate' || isTest) return sent;

  const message = { to: e164, countryCode, code, minutes: codeTtlMinutes };
  const sending = await sender.send(message).catch(async (error: unknown) => {
    await takeBack(parts, toStore, 'not-sent');
    throw error;
  });
  switch (sending.result) {
    case 'sent':
      return sent;
    case 'unanswered':
      return { codeStr: 'ServiceUnavailable', part: 'sms', reason: sending.reason, retryAfter };
    case 'unreachable': {
      const reason = describeFailure(sending.reason, await takeBack(parts, toStore, 'not-sent'));
      return { codeStr: 'ServiceUnavailable', part: 'sms', reason };
    }
    case 'refused':
    case 'limited':
    case 'number-refused': {
      const reason = describeFailure(sending.reason, await takeBack(parts, toStore, 'refused'));
      if (sending.result === 'refused') return { codeStr: 'SendRefused', apiCode: sending.apiCode, reason };
      if (sending.result === 'number-refused') return { codeStr: sending.apiCode, reason };
      return { codeStr: sending.apiCode, retryAfter: sending.retryAfter, reason };
    }
  }
}

/**
 * Takes back a code that was not sent. An error of the store must not hide why the message was not sent, so it is returned.
 */
async function takeBack(
  { store }: VerificationParts,
  code: CodeToStore,
  reason: TakeBackReason,
): Promise<Error | undefined> {
  try {
    await store.takeBack(code, reason);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error), { cause: error });
  }
}

/** Describes, for the log, why a message was not sent and, if so, why its code was not taken back. */
function describeFailure(reason: string, storeError: Error | undefined): string {
  return storeError === undefined ? reason : `${reason}; the code was not taken back: ${storeError.message}`;
}
