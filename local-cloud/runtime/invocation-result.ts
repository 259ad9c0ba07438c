import type { InstanceFailure, InstanceResponse } from './instance-protocol';
import { failureCodes, type InvocationFailure, type InvocationResult } from './invocation';

/** The outcome of a request to an instance process. */
export interface RequestOutcome {
  readonly response: InstanceResponse | InstanceFailure;
  readonly memoryMb: number;
}

/** The invocation that the request belongs to. */
export interface Invocation {
  readonly requestId: string;
  readonly timeoutSeconds: number;
  readonly durationMs: number;
}

/** Maximum size of a reply in bytes. */
const maxReplyBytes = 6 * 1024 * 1024;

/** Converts the outcome of a request to the platform's invocation result. */
export function toInvocationResult(
  { response, memoryMb }: RequestOutcome,
  { requestId, timeoutSeconds, durationMs }: Invocation,
): InvocationResult {
  const fail = (kind: keyof typeof failureCodes, message: string, stackTrace?: string) =>
    invocationFailure(kind, requestId, message, stackTrace);
  switch (response.kind) {
    case 'reply':
      return Buffer.byteLength(response.json) > maxReplyBytes
        ? fail('replyTooLarge', 'The size of response exceeds the upper limit (6MB)')
        : { kind: 'reply', reply: JSON.parse(response.json), requestId, durationMs, memoryMb };
    case 'thrown':
      return fail('userException', 'user code exception caught', response.stack);
    case 'timed-out':
      return fail('timedOut', `Invoking task timed out after ${timeoutSeconds} seconds`);
    case 'out-of-memory':
      return fail('outOfMemory', 'Memory limit exceeded');
    case 'ended':
      return fail('userException', `The process ended ${response.reason} before it replied`);
    case 'loaded':
      return fail('userException', 'The process sent an unexpected response');
  }
}

export function invocationFailure(
  kind: keyof typeof failureCodes,
  requestId: string,
  errorMessage: string,
  stackTrace?: string,
): InvocationFailure {
  const details = stackTrace === undefined ? {} : { stackTrace };
  return { kind: 'failed', statusCode: failureCodes[kind], errorMessage, requestId, ...details };
}
