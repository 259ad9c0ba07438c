/** Why a call of Tencent Cloud's API failed. */
export type ApiFailure =
  /** The API refused the call. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The API could not be reached, so it has not received the call. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** There was no valid reply in time: the call may have been carried out. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Connection errors with which the request was never sent. The SDK keeps only their text. */
const neverSent = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** API codes that leave open whether the call was carried out. */
const undecided: ReadonlySet<string> = new Set(['InternalError.Timeout', 'InternalError.SendAndRecvFail']);

/** Classifies an error that the SDK threw. */
export function readApiFailure(error: unknown): ApiFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const apiCode = readApiCode(error);
  if (apiCode === undefined) return { result: neverSent.test(reason) ? 'unreachable' : 'unanswered', reason };
  if (undecided.has(apiCode)) return { result: 'unanswered', reason: `${apiCode}: ${reason}` };
  return { result: 'refused', apiCode, reason };
}

/** The API's code. Only errors of the API have a trace ID; a code without one is a connection error's. */
function readApiCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('traceId' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code !== '' ? error.code : undefined;
}
