/**
 * Invokes a function with an event. It never rejects: a failure is a result.
 *
 * @param onLine receives each line of the log of this invocation, those of the platform too
 */
export type Invoke = (event: object, onLine?: (line: string) => void) => Promise<InvocationResult>;

export type InvocationResult = InvocationReply | InvocationFailure;

interface InvocationReply {
  readonly kind: 'reply';
  /** The handler's return value, serialized to JSON and parsed again. */
  readonly reply: unknown;
  readonly requestId: string;
  readonly durationMs: number;
  /** Peak memory of the instance so far, in MB. */
  readonly memoryMb?: number;
}

export interface InvocationFailure {
  readonly kind: 'failed';
  /** The platform's status code, such as 430; see `failureCodes`. */
  readonly statusCode: number;
  readonly errorMessage: string;
  readonly requestId: string;
  /** Stack trace of the function's error, if it threw one. */
  readonly stackTrace?: string;
}

/** The platform's status codes of failed invocations. platform: failed-invocation-codes */
export const failureCodes = {
  replyTooLarge: 407,
  userException: 430,
  noFreeInstance: 432,
  timedOut: 433,
  outOfMemory: 434,
  functionNotFound: 435,
} as const;
