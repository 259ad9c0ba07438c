import type { Answer, NoAnswer } from './instance-protocol';
import { failureCodes, type InvocationFailure, type InvocationResult } from './invocation';

/** What a function's process was asked, and what came of it. */
export interface Asked {
  readonly answer: Answer | NoAnswer;
  readonly memoryMb: number;
}

/** The invocation that it was asked for. */
export interface Invocation {
  readonly requestId: string;
  readonly timeoutSeconds: number;
  readonly durationMs: number;
}

/** Bytes that a reply may have. */
const replyLimit = 6 * 1024 * 1024;

/** What a process says, or fails to say, in the platform's words. */
export function resultOf(
  { answer, memoryMb }: Asked,
  { requestId, timeoutSeconds, durationMs }: Invocation,
): InvocationResult {
  const fail = (kind: keyof typeof failureCodes, message: string, stackTrace?: string) =>
    failed(kind, requestId, message, stackTrace);
  switch (answer.kind) {
    case 'reply':
      return Buffer.byteLength(answer.json) > replyLimit
        ? fail('replyTooLarge', 'The size of response exceeds the upper limit (6MB)')
        : { kind: 'reply', reply: JSON.parse(answer.json), requestId, durationMs, memoryMb };
    case 'thrown':
      return fail('userException', 'user code exception caught', answer.stack);
    case 'timed-out':
      return fail('timedOut', `Invoking task timed out after ${timeoutSeconds} seconds`);
    case 'out-of-memory':
      return fail('outOfMemory', 'Memory limit exceeded');
    case 'ended':
      return fail('userException', `The process ended ${answer.reason} before it replied`);
    case 'loaded':
      return fail('userException', 'The process did not do what it was asked');
  }
}

export function failed(
  kind: keyof typeof failureCodes,
  requestId: string,
  errorMessage: string,
  stackTrace?: string,
): InvocationFailure {
  const details = stackTrace === undefined ? {} : { stackTrace };
  return { kind: 'failed', statusCode: failureCodes[kind], errorMessage, requestId, ...details };
}
