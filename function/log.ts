import type { Outcome } from './verification/outcome';
import type { PhoneNumber } from './verification/phone-number';

/** Something worth a line of the log. */
export interface LogEntry {
  /** Of the invocation. */
  readonly requestId: string;
  readonly durationMs: number;
  readonly outcome: Outcome;
  /** The number it was about; only its ends are shown. */
  readonly phone?: PhoneNumber | undefined;
}

/** Writes one line. */
export type WriteLine = (line: string) => void;

/** Writes each entry as one line of JSON. Codes and secrets are not among what it is given. */
export function createLog(write: WriteLine, now: () => number): (entry: LogEntry) => void {
  return ({ requestId, durationMs, outcome, phone }) => {
    const line: LogLine = describe(outcome);
    line.time = new Date(now()).toISOString();
    line.requestId = requestId;
    line.durationMs = Math.round(durationMs * 10) / 10;
    if (phone !== undefined) line.phone = phone.masked;
    write(JSON.stringify(line));
  };
}

/** What a line of the log has; the last four are of single events. */
interface LogLine {
  event: string;
  time?: string;
  requestId?: string;
  durationMs?: number;
  phone?: string;
  result?: string;
  reason?: string;
  field?: string;
  rule?: string;
}

function describe(outcome: Outcome): LogLine {
  switch (outcome.codeStr) {
    case 'Ok':
      return { event: 'code_sent' };
    case 'Success':
    case 'CodeIsError':
    case 'CodeHasExpired':
    case 'CodeHasValid':
      return { event: 'code_checked', result: outcome.codeStr };
    case 'LimitExceeded.PhoneNumberThirtySecondLimit':
    case 'LimitExceeded.PhoneNumberDailyLimit':
    case 'LimitExceeded.ClientAddressLimit':
      return { event: 'send_limited', result: outcome.codeStr };
    case 'SendRefused':
      return { event: 'send_refused', result: outcome.apiCode, reason: hideNumbers(outcome.reason) };
    case 'CaptchaRequired':
      return { event: 'captcha_refused', result: outcome.codeStr };
    case 'CaptchaFailed':
      return { event: 'captcha_refused', result: outcome.codeStr, reason: outcome.reason };
    case 'ServiceUnavailable':
      return { event: `${outcome.part}_unavailable`, reason: hideNumbers(outcome.reason) };
    case 'MissingCode':
      return { event: 'request_refused', field: 'code', rule: 'missing' };
    case 'InValidParam':
      return { event: 'request_refused', field: outcome.problem.field, rule: outcome.problem.rule };
    case 'InternalError':
      return { event: 'internal_error', reason: hideNumbers(outcome.reason) };
  }
}

/** Other people's texts may name the number they are about. */
function hideNumbers(text: string): string {
  return text.replace(/\d{7,}/g, '****');
}
