import type { Notice } from './store/code-store';
import type { SupportAction } from './verification/number-support';
import { attemptLimitCodes, isLimit, type Outcome } from './verification/outcome';
import type { PhoneNumber } from './verification/phone-number';

/** An event to log: a request and its outcome. */
export interface LogEntry {
  /** ID of the invocation. */
  readonly requestId: string;
  readonly durationMs: number;
  /** With masked texts of others: see `maskOutcome`. */
  readonly outcome: Outcome;
  /** The number of the request, which is logged masked. */
  readonly phone?: PhoneNumber | undefined;
  /** Whether it is a test number, which gets no messages. @default false */
  readonly isTest?: boolean | undefined;
  /** The client's IP address, of which only a tag is logged. */
  readonly clientAddress?: string | undefined;
}

/** Writes a line, to which it adds the line break. */
export type WriteLine = (line: string) => void;

export interface LogParts {
  readonly write: WriteLine;
  /** Returns the current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a short text that is the same for the same client, and from which nobody can tell the address. */
  readonly tagAddress: (address: string) => string;
  /** Returns an ID that is the same for the same number, and from which nobody can tell the number. */
  readonly identifyNumber: (e164: string) => string;
}

/** Creates the log, which writes each entry as one line of JSON. Entries contain neither codes nor secrets. */
export function createLog({ write, now, tagAddress, identifyNumber }: LogParts): (entry: LogEntry) => void {
  return ({ requestId, durationMs, outcome, phone, isTest = false, clientAddress }) => {
    const line: LogLine = toLine(outcome);
    line.time = new Date(now()).toISOString();
    line.requestId = requestId;
    line.durationMs = Math.round(durationMs * 10) / 10;
    if (phone !== undefined) Object.assign(line, fieldsOf(phone, identifyNumber));
    if (isTest) line.test = 'yes';
    if (clientAddress !== undefined) line.address = tagAddress(clientAddress);
    write(JSON.stringify(line));
  };
}

/** The fields of a line; the last four belong to some events only. */
interface LogLine {
  event: string;
  time?: string;
  requestId?: string;
  durationMs?: number;
  phone?: string;
  country?: string;
  numberId?: string;
  /** A text, since CLS makes fields of texts and numbers only. platform: cls-fields-from-json */
  test?: 'yes';
  address?: string;
  result?: string;
  reason?: string | undefined;
  field?: string;
  rule?: string;
}

function toLine(outcome: Outcome): LogLine {
  if (isLimit(outcome)) {
    const { codeStr, reason } = outcome;
    return { event: codeStr === attemptLimitCodes.attempts ? 'code_checked' : 'send_limited', result: codeStr, reason };
  }
  switch (outcome.codeStr) {
    case 'Ok':
      return { event: 'code_sent' };
    case 'Success':
    case 'CodeIsError':
    case 'CodeHasExpired':
    case 'CodeHasValid':
      return { event: 'code_checked', result: outcome.codeStr };
    case 'InvalidParameterValue.IncorrectPhoneNumber':
    case 'FailedOperation.PhoneNumberInBlacklist':
      return { event: 'number_refused', result: outcome.codeStr, reason: outcome.reason };
    case 'SendRefused':
      return { event: 'send_refused', result: outcome.apiCode, reason: outcome.reason };
    case 'OriginNotAllowed':
      return { event: 'origin_refused' };
    case 'CaptchaRequired':
      return { event: 'captcha_refused', result: outcome.codeStr };
    case 'CaptchaFailed':
      return { event: 'captcha_refused', result: outcome.codeStr, reason: outcome.reason };
    case 'ServiceUnavailable':
      return { event: `${outcome.part}_unavailable`, reason: outcome.reason };
    case 'MissingCode':
      return { event: 'request_refused', field: 'code', rule: 'missing' };
    case 'InValidParam':
      return { event: 'request_refused', field: outcome.problem.field, rule: outcome.problem.rule };
    case 'InternalError':
      return { event: 'internal_error', reason: outcome.reason };
  }
}

/** Creates the log of what operators have to know apart from requests. Each notice is one line of JSON. */
export function createNoticeLog(write: WriteLine, now: () => number): (event: Notice | 'code_secret_not_set') => void {
  return (event) => write(JSON.stringify({ event, time: new Date(now()).toISOString() }));
}

/** A use of the look-up of numbers by an operator. Who it is, the function does not know. */
interface SupportEntry {
  /** ID of the invocation, which the account's own records of API calls have, too. */
  readonly requestId: string;
  readonly action: SupportAction;
  /** @default - the number is refused, or the line is about a failure */
  readonly phone?: PhoneNumber;
  /** Why the number is refused. @default - it is not */
  readonly rule?: string;
  /** The event of a use that failed, after the line of the use itself. @default - it did not */
  readonly failure?: 'store_unavailable' | 'internal_error';
  /** Why it failed, with masked texts of others. */
  readonly reason?: string;
}

export type LogSupport = (entry: SupportEntry) => void;

/** Creates the log of what operators look up. Each entry is one line of JSON. */
export function createSupportLog({
  write,
  now,
  identifyNumber,
}: Pick<LogParts, 'write' | 'now' | 'identifyNumber'>): LogSupport {
  return ({ requestId, action, phone, rule, failure, reason }) => {
    const use = action === 'release' ? 'number_released' : 'number_looked_up';
    const line: LogLine = { event: failure ?? use };
    line.time = new Date(now()).toISOString();
    line.requestId = requestId;
    if (phone !== undefined) Object.assign(line, fieldsOf(phone, identifyNumber));
    if (rule !== undefined) Object.assign(line, { field: 'phone', rule });
    line.reason = reason;
    write(JSON.stringify(line));
  };
}

const fieldsOf = ({ masked, countryCode, e164 }: PhoneNumber, identifyNumber: LogParts['identifyNumber']) => ({
  phone: masked,
  country: countryCode,
  numberId: identifyNumber(e164),
});
