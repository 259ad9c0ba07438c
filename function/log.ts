import type { Notice } from './store/code-store';
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
}

/** Creates the log, which writes each entry as one line of JSON. Entries contain neither codes nor secrets. */
export function createLog({ write, now, tagAddress }: LogParts): (entry: LogEntry) => void {
  return ({ requestId, durationMs, outcome, phone, isTest = false, clientAddress }) => {
    const line: LogLine = toLine(outcome);
    line.time = new Date(now()).toISOString();
    line.requestId = requestId;
    line.durationMs = Math.round(durationMs * 10) / 10;
    if (phone !== undefined) line.phone = phone.masked;
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
