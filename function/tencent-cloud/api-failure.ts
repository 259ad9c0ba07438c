/** Why a call of Tencent Cloud's API came to nothing. */
export type ApiFailure =
  /** The API said no. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The API could not be reached: it knows nothing of the call. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** Too late, cut off, or not understood: the call may have been carried out. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Failures of the connection, by which the request was never sent. The SDK keeps only their text. */
const neverSent = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** What the API answers when it does not know itself what became of the call. */
const undecided: ReadonlySet<string> = new Set(['InternalError.Timeout', 'InternalError.SendAndRecvFail']);

/** Tells what an error thrown by the SDK says of the call. */
export function readApiFailure(error: unknown): ApiFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const apiCode = readApiCode(error);
  if (apiCode === undefined) return { result: neverSent.test(reason) ? 'unreachable' : 'unanswered', reason };
  if (undecided.has(apiCode)) return { result: 'unanswered', reason: `${apiCode}: ${reason}` };
  return { result: 'refused', apiCode, reason };
}

/** The API's own code. Only the SDK's exceptions have a trace id; a code without one is the connection's. */
function readApiCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('traceId' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code !== '' ? error.code : undefined;
}
