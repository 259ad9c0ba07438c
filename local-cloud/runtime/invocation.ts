/** Calls a function with an event. It does not reject: what goes wrong is a result. */
export type Invoke = (event: object) => Promise<InvocationResult>;

/** What came of an invocation. */
export type InvocationResult = InvocationReply | InvocationFailure;

export interface InvocationReply {
  readonly kind: 'reply';
  /** What the handler returned, by way of JSON. */
  readonly reply: unknown;
  readonly requestId: string;
  readonly durationMs: number;
  /** Of the process at most so far, in MB. */
  readonly memoryMb?: number;
}

export interface InvocationFailure {
  readonly kind: 'failed';
  /** The platform's own, such as 430; see `failureCodes`. */
  readonly statusCode: number;
  readonly errorMessage: string;
  readonly requestId: string;
  /** Where the function threw, if it did. */
  readonly stackTrace?: string;
}

/** The platform's status codes of failed invocations. */
export const failureCodes = {
  replyTooLarge: 407,
  userException: 430,
  noFreeInstance: 432,
  timedOut: 433,
  outOfMemory: 434,
  functionNotFound: 435,
} as const;
