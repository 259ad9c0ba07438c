import type { KeyObject } from 'node:crypto';
import type { Captcha } from '../captcha/captcha';
import type { SendLimits } from '../configuration/configuration';
import { remember } from '../memoize';
import type { Sessions } from '../session/session';
import type { SmsSender } from '../sms/sms-sender';
import type { CodeStore, CodeToStore } from '../store/code-store';
import type { CalendarDay } from './calendar-day';
import { readClientAddress } from './client-address';
import { createCode, hashCode, readCode } from './code';
import { limitCodes, type Outcome, type Problem } from './outcome';
import { type PhoneNumber, readPhoneNumber } from './phone-number';

/** Asks for a code. */
export interface SendRequest {
  readonly requestId: string;
  /** Of the client, by the word of the platform; see {@link readClientAddress}. */
  readonly clientAddress: string;
  readonly phone?: string;
  /** What the captcha's script hands over. */
  readonly ticket?: string;
  readonly randstr?: string;
}

/** Brings a code. */
export interface LoginRequest {
  readonly requestId: string;
  readonly phone?: string;
  readonly code?: string;
}

/** What came of a request, and the number it was about, where it named one. */
export interface Answer {
  readonly outcome: Outcome;
  readonly phone?: PhoneNumber;
}

/** The methods of the vendor's document, step 8. */
export interface Verification {
  /** Sends a code. */
  getSms(request: SendRequest): Promise<Answer>;
  /** Checks a code. */
  login(request: LoginRequest): Promise<Answer>;
}

export interface VerificationParts {
  readonly store: CodeStore;
  readonly sender: SmsSender;
  /** Absent: no captcha is asked for. */
  readonly captcha?: Captcha | undefined;
  /** Absent: `Success` carries no token. */
  readonly sessions?: Sessions | undefined;
  readonly codeKey: KeyObject;
  readonly codeTtlMinutes: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  readonly dayOf: (now: number) => CalendarDay;
  readonly now: () => number;
}

/** Makes the service out of its parts. Its methods throw what the store throws. */
export function createVerification(parts: VerificationParts): Verification {
  const { store, sender, captcha, sessions, codeKey, codeTtlMinutes, allowedCountryCodes, sendLimits, dayOf, now } =
    parts;
  // A number comes again soon: to log in, and to try again.
  const recallPhoneNumber = remember(1000, (text) => readPhoneNumber(text, allowedCountryCodes));

  function readPhone(text: string | undefined): { phone: PhoneNumber } | { problem: Problem } {
    if (!text) return { problem: { field: 'phone', rule: 'missing' } };
    const reading = recallPhoneNumber(text);
    if ('phone' in reading) return reading;
    if (reading.refused === 'malformed') return { problem: { field: 'phone', rule: 'malformed' } };
    return { problem: { field: 'phone', rule: 'not-allowed', allowed: allowedCountryCodes } };
  }

  async function getSms(request: SendRequest): Promise<Answer> {
    const reading = readPhone(request.phone);
    if ('problem' in reading) return invalid(reading.problem);
    const { phone } = reading;
    const refusal = captcha && (await checkCaptcha(captcha, request));
    return { phone, outcome: refusal ?? (await sendCode(phone.e164, request)) };
  }

  async function sendCode(e164: string, { requestId, clientAddress }: SendRequest): Promise<Outcome> {
    const time = now();
    const code = createCode();
    const toStore: CodeToStore = {
      phone: e164,
      requestId,
      codeHash: hashCode(codeKey, e164, code),
      now: time,
      day: dayOf(time),
      address: readClientAddress(clientAddress).countedAs,
      window: windowOf(time, sendLimits.addressWindowSeconds * 1000),
    };
    const stored = await store.storeCode(toStore);
    if (stored.result === 'limited') {
      return { codeStr: limitCodes[stored.limit], retryAfter: inSeconds(stored.retryAfter) };
    }
    const nextSend =
      stored.sendsToday < sendLimits.daily ? time + sendLimits.intervalSeconds * 1000 : toStore.day.endsAt;
    const retryAfter = inSeconds(nextSend - time);
    const sent: Outcome = { codeStr: 'Ok', expiresIn: codeTtlMinutes * 60, retryAfter };
    // The invocation that stored the code sends it; a message of this one would carry a code that is not stored.
    if (stored.result === 'repeated') return sent;

    const sending = await sender.send({ to: e164, code, minutes: codeTtlMinutes }).catch(async (error: unknown) => {
      await takeBack(toStore);
      throw error;
    });
    switch (sending.result) {
      case 'sent':
        return sent;
      case 'unanswered':
        return { codeStr: 'ServiceUnavailable', part: 'sms', reason: sending.reason, retryAfter };
      case 'unreachable':
        return { codeStr: 'ServiceUnavailable', part: 'sms', reason: sending.reason + (await takeBack(toStore)) };
      case 'refused': {
        const reason = sending.reason + (await takeBack(toStore));
        return { codeStr: 'SendRefused', apiCode: sending.apiCode, reason };
      }
    }
  }

  /** @returns what the log has to say of it: a store that is away must not hide why the message was not sent */
  async function takeBack(code: CodeToStore): Promise<string> {
    try {
      await store.takeBack(code);
      return '';
    } catch (error) {
      return `; the code was not taken back: ${(error as Error).message}`;
    }
  }

  async function login({ requestId, phone: phoneText, code: codeText }: LoginRequest): Promise<Answer> {
    const reading = readPhone(phoneText);
    if ('problem' in reading) return invalid(reading.problem);
    const { phone } = reading;
    if (!codeText) return { phone, outcome: { codeStr: 'MissingCode' } };
    const code = readCode(codeText);
    if (code === undefined) return { phone, ...invalid({ field: 'code', rule: 'malformed' }) };

    const codeHash = hashCode(codeKey, phone.e164, code);
    const checked = await store.checkCode({ phone: phone.e164, requestId, codeHash, now: now() });
    switch (checked.result) {
      case 'right': {
        const token = await sessions?.sign(phone.e164, checked.checkedAt);
        return { phone, outcome: { codeStr: 'Success', ...(token !== undefined && { token }) } };
      }
      case 'wrong':
        return { phone, outcome: { codeStr: 'CodeIsError', attemptsLeft: checked.attemptsLeft } };
      case 'spent':
        return { phone, outcome: { codeStr: 'CodeHasValid' } };
      case 'expired':
        return { phone, outcome: { codeStr: 'CodeHasExpired' } };
    }
  }

  return { getSms, login };
}

/** @returns why nothing may be sent, if so */
async function checkCaptcha(captcha: Captcha, request: SendRequest): Promise<Outcome | undefined> {
  const { ticket, randstr, clientAddress } = request;
  if (!ticket || !randstr) return { codeStr: 'CaptchaRequired' };
  const checked = await captcha.check({ ticket, randstr, userIp: readClientAddress(clientAddress).ip ?? '' });
  switch (checked.result) {
    case 'passed':
      return undefined;
    case 'failed':
      return { codeStr: 'CaptchaFailed', reason: checked.reason };
    case 'unavailable':
      return { codeStr: 'ServiceUnavailable', part: 'captcha', reason: checked.reason };
  }
}

function invalid(problem: Problem): { outcome: Outcome } {
  return { outcome: { codeStr: 'InValidParam', problem } };
}

/** The window that a moment lies in; windows follow each other from 1970 on. */
function windowOf(now: number, length: number) {
  const number = Math.floor(now / length);
  return { name: String(number), endsAt: (number + 1) * length };
}

/** Milliseconds in whole seconds, rounded up: who waits that long has waited long enough. */
function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
