import type { Captcha } from '../captcha/captcha';
import { memoize } from '../memoize';
import { checkCode } from './check-code';
import type { Outcome, Problem } from './outcome';
import { type PhoneNumber, readPhoneNumber } from './phone-number';
import type { Requester } from './requester';
import { sendCode } from './send-code';
import type { VerificationParts } from './verification-parts';

/** A request for a code. */
interface SendRequest {
  /** The idempotency key: a retry with the same ID gets the same outcome and counts once. */
  readonly requestId: string;
  /** The client's IP address in its canonical form; `undefined` if it is unknown. */
  readonly clientAddress: string | undefined;
  readonly phone?: string;
  /** From the captcha's script. */
  readonly ticket?: string;
  readonly randstr?: string;
}

/** A request to check a code. */
interface LoginRequest {
  /** The idempotency key: a retry with the same ID gets the same outcome and counts once. */
  readonly requestId: string;
  /** The client's IP address in its canonical form; `undefined` if it is unknown. */
  readonly clientAddress: string | undefined;
  readonly phone?: string;
  readonly code?: string;
  /** From the reply to `getSms`. */
  readonly handle?: string;
}

/** The outcome of a request, and its number if the request has a valid one. */
export interface Answer {
  readonly outcome: Outcome;
  readonly phone?: PhoneNumber;
  /** Whether the number is a test number. @default false */
  readonly isTest?: boolean;
}

/** The methods of the vendor's document, step 8. */
export interface Verification {
  /** Sends a code. */
  getSms(request: SendRequest): Promise<Answer>;
  /** Checks a code. */
  login(request: LoginRequest): Promise<Answer>;
}

/** Creates the rules of `getSms` and `login`. Its methods throw what the store throws. */
export function createVerification(parts: VerificationParts): Verification {
  const { captcha, captchaWhen, hashNumber, tagNetworks, allowedCountryCodes, testNumbers } = parts;
  // The same number comes again soon: to log in, or to retry.
  const readMemoized = memoize(1000, (text) => readPhoneNumber(text, allowedCountryCodes));

  function readPhone(text: string | undefined): { phone: PhoneNumber } | { problem: Problem } {
    if (!text) return { problem: { field: 'phone', rule: 'missing' } };
    const reading = readMemoized(text);
    if ('phone' in reading) return reading;
    switch (reading.refused) {
      case 'malformed':
        return { problem: { field: 'phone', rule: 'malformed' } };
      case 'no-country-code':
        return { problem: { field: 'phone', rule: 'no-country-code', allowed: reading.callingCodes } };
      case 'country':
        return { problem: { field: 'phone', rule: 'not-allowed', allowed: allowedCountryCodes } };
    }
  }

  function requesterOf({ requestId, clientAddress }: SendRequest | LoginRequest, phone: PhoneNumber): Requester {
    const { e164, countryCode } = phone;
    return {
      e164,
      countryCode,
      requestId,
      testCode: testNumbers?.codeOf(e164),
      known: hashNumber(e164).known,
      networks: clientAddress === undefined ? undefined : tagNetworks(clientAddress),
    };
  }

  return {
    async getSms(request) {
      const reading = readPhone(request.phone);
      if ('problem' in reading) return invalid(reading.problem);
      const requester = requesterOf(request, reading.phone);
      const answer = (outcome: Outcome) => answerTo(reading.phone, requester, outcome);
      if (captcha === undefined) return answer(await sendCode(parts, requester));
      if (captchaWhen === 'suspicious') {
        // The captcha API is not called unless the guard asks for a captcha.
        const outcome = await sendCode(parts, { ...requester, captcha: 'configured' });
        if (outcome.codeStr !== 'CaptchaRequired') return answer(outcome);
      }
      const refusal = await checkCaptcha(captcha, request);
      return answer(refusal ?? (await sendCode(parts, { ...requester, captcha: 'solved' })));
    },

    async login(request) {
      const reading = readPhone(request.phone);
      if ('problem' in reading) return invalid(reading.problem);
      const requester = requesterOf(request, reading.phone);
      const { code, handle } = request;
      return answerTo(reading.phone, requester, await checkCode(parts, { ...requester, code, handle }));
    },
  };
}

function answerTo(phone: PhoneNumber, { testCode }: Requester, outcome: Outcome): Answer {
  return { phone, outcome, ...(testCode !== undefined && { isTest: true }) };
}

/** @returns why nothing may be sent; `undefined` if the captcha was solved */
async function checkCaptcha(captcha: Captcha, request: SendRequest): Promise<Outcome | undefined> {
  const { ticket, randstr, clientAddress } = request;
  if (!ticket || !randstr) return { codeStr: 'CaptchaRequired' };
  const checked = await captcha.check({ ticket, randstr, userIp: clientAddress ?? '' });
  switch (checked.result) {
    case 'passed':
      return undefined;
    case 'failed':
      return { codeStr: 'CaptchaFailed', reason: checked.reason };
    case 'unavailable':
      return { codeStr: 'ServiceUnavailable', part: 'captcha', reason: checked.reason };
  }
}

function invalid(problem: Problem): Answer {
  return { outcome: { codeStr: 'InValidParam', problem } };
}
