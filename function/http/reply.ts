import { type CodeStr, isLimit, type LimitCode, type Outcome, type Problem } from '../verification/outcome';
import { preflightHeaders } from './cors';
import { httpMethods } from './fields';
import type { Language } from './language';
import { messageOf } from './messages/messages';

/** An "integrated response", which the platform converts to an HTTP reply. */
export interface Reply {
  readonly isBase64Encoded: false;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ReplyOptions {
  readonly language: Language;
  /** Additional headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Converts an outcome to a reply: `{ codeStr, msg, … }` as JSON, which is never cached. */
export function toReply(outcome: Outcome, { language, headers }: ReplyOptions): Reply {
  return jsonReply(
    statusOf(outcome),
    { ...headersOf(outcome), ...headers },
    bodyOf(outcome, messageOf(outcome, language)),
  );
}

/** Replies to a CORS preflight request. `headers` contains the CORS headers of an allowed origin. */
export function toPreflightReply(headers: Readonly<Record<string, string>>): Reply {
  return jsonReply(200, { allow: httpMethods.join(', '), ...preflightHeaders, ...headers }, { codeStr: 'Ok', msg: '' });
}

/** Creates a reply with a JSON body, which is never cached. */
export function jsonReply(statusCode: number, headers: Readonly<Record<string, string>>, body: object): Reply {
  return {
    isBase64Encoded: false,
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

function statusOf(outcome: Outcome): number {
  if (isLimit(outcome)) return 429;
  return outcome.codeStr === 'InValidParam' ? statusOfProblem(outcome.problem) : statuses[outcome.codeStr];
}

const statuses: Readonly<Record<Exclude<CodeStr, 'InValidParam' | LimitCode>, number>> = {
  Ok: 200,
  Success: 200,
  CodeIsError: 200,
  CodeHasExpired: 200,
  CodeHasValid: 200,
  MissingCode: 400,
  'InvalidParameterValue.IncorrectPhoneNumber': 400,
  'FailedOperation.PhoneNumberInBlacklist': 400,
  OriginNotAllowed: 403,
  CaptchaRequired: 403,
  CaptchaFailed: 403,
  InternalError: 500,
  SendRefused: 502,
  ServiceUnavailable: 503,
};

function statusOfProblem({ field, rule }: Problem): number {
  if (field === 'httpMethod') return 405;
  return rule === 'too-large' ? 413 : 400;
}

function headersOf(outcome: Outcome): Record<string, string> {
  if (isLimit(outcome)) return { 'retry-after': String(outcome.retryAfter) };
  switch (outcome.codeStr) {
    case 'ServiceUnavailable':
      return outcome.retryAfter === undefined ? {} : { 'retry-after': String(outcome.retryAfter) };
    case 'InValidParam':
      return outcome.problem.field === 'httpMethod' ? { allow: httpMethods.join(', ') } : {};
    default:
      return {};
  }
}

/** Returns the fields of the reply's body. An outcome also has fields that are only for the log. */
function bodyOf(outcome: Outcome, msg: string): Readonly<Record<string, unknown>> {
  const { codeStr } = outcome;
  if (isLimit(outcome)) return { codeStr, msg, retryAfter: outcome.retryAfter };
  switch (codeStr) {
    case 'Ok':
      return { codeStr, msg, expiresIn: outcome.expiresIn, retryAfter: outcome.retryAfter, handle: outcome.handle };
    case 'Success':
      return { codeStr, msg, token: outcome.token };
    case 'CodeIsError':
      return { codeStr, msg, attemptsLeft: outcome.attemptsLeft };
    case 'InValidParam':
      return { codeStr, msg, field: outcome.problem.field, rule: outcome.problem.rule };
    case 'MissingCode':
      // For this code alone, the vendor's demo calls the message `errorMessage`. platform: vendor-demo-replies
      return { codeStr, msg, errorMessage: msg, field: 'code', rule: 'missing' };
    case 'SendRefused':
      return { codeStr: outcome.apiCode, msg };
    case 'ServiceUnavailable':
      return { codeStr, msg, retryAfter: outcome.retryAfter };
    default:
      return { codeStr, msg };
  }
}
