/** Why a call to a Tencent Cloud API failed. */
export type ApiFailure =
  /** The API refused the call. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The API could not be reached, so it has not received the call. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** There was no valid reply in time: the call may have been carried out. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Connection errors that occur before the request is sent. The SDK's error contains only their text. */
const neverSent = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** API codes after which the call may or may not have been carried out. platform: sms-answer-unknown */
const outcomeUnknown: ReadonlySet<string> = new Set(['InternalError.Timeout', 'InternalError.SendAndRecvFail']);

/** Classifies an error that the SDK threw. */
export function readApiFailure(error: unknown): ApiFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const apiCode = readApiCode(error);
  if (apiCode === undefined) return { result: neverSent.test(reason) ? 'unreachable' : 'unanswered', reason };
  return classifyApiCode(apiCode, reason);
}

/** Classifies an error code of the API, which comes as an error or, from the SMS API, as the status of a message. */
export function classifyApiCode(apiCode: string, reason: string): ApiFailure {
  if (outcomeUnknown.has(apiCode)) return { result: 'unanswered', reason: `${apiCode}: ${reason}` };
  return { result: 'refused', apiCode, reason };
}

/**
 * Returns the API's error code. Of the SDK's errors, which have a trace ID, only the API's have a code; a code without a trace ID
 * belongs to another error. platform: sdk-error-code
 */
function readApiCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('traceId' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code !== '' ? error.code : undefined;
}
