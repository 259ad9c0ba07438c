/** What a store holds its callers to. Times are milliseconds. */
export interface StoreRules {
  /** How long a code is valid. */
  readonly codeTtl: number;
  /** How many tries a code allows. */
  readonly maxAttempts: number;
  /** Least time between two messages to a number. */
  readonly sendInterval: number;
  /** Most messages to a number in a calendar day. */
  readonly sendDailyLimit: number;
  /** Most messages that one client address may ask for in a window. */
  readonly sendAddressLimit: number;
}

/** A span of time in which messages are counted. Times are milliseconds since 1970. */
export interface CountingPeriod {
  readonly name: string;
  readonly endsAt: number;
}

/** A code that is about to be sent. */
export interface CodeToStore {
  /** E.164. */
  readonly phone: string;
  /** Of the request that asks for it, without commas: a repeat of the same request counts once. */
  readonly requestId: string;
  readonly codeHash: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The calendar day, for the daily limit. */
  readonly day: CountingPeriod;
  /** Client address that the message is counted for. */
  readonly address: string;
  /** The window of the limit for client addresses. */
  readonly window: CountingPeriod;
}

/** Which limit a message would break: one for the number (time between two, messages a day), or the client address's. */
export type Limit = 'interval' | 'day' | 'address';

export type StoreCodeResult =
  /** Counted and stored; how many messages the number has had this day. */
  | { readonly result: 'stored'; readonly sendsToday: number }
  /** Another invocation has stored a code for this same request. */
  | { readonly result: 'repeated'; readonly sendsToday: number }
  | { readonly result: 'limited'; readonly limit: Limit; readonly retryAfter: number };

/** A code that somebody entered. */
export interface CodeToCheck {
  /** E.164. */
  readonly phone: string;
  /** Of the request that brings it, without commas: a repeat of the same request gets the same answer and counts once. */
  readonly requestId: string;
  readonly codeHash: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type CheckCodeResult =
  /** The right code, now used up. `checkedAt` is the time of the check, also for a repeat of it. */
  | { readonly result: 'right'; readonly checkedAt: number }
  | { readonly result: 'wrong'; readonly attemptsLeft: number }
  /** There is a code, but it was used or had all its tries. */
  | { readonly result: 'spent' }
  /** There is no live code for the number. */
  | { readonly result: 'expired' };

/**
 * Keeps codes and counts messages. Each operation is one atomic step: it happens wholly or not at all, and no other
 * operation comes in between. Every one throws {@link StoreUnavailableError} when the store cannot do it in time.
 */
export interface CodeStore {
  /** Checks the limits, counts the message and stores the code, in place of the number's code before it. */
  storeCode(code: CodeToStore): Promise<StoreCodeResult>;
  /** Drops a stored code that was not sent, and gives its allowance back; nothing where it is not the latest any more. */
  takeBack(code: CodeToStore): Promise<void>;
  /** Checks a code and counts the try. */
  checkCode(code: CodeToCheck): Promise<CheckCodeResult>;
  /** Lets go of connections. */
  close(): void;
}

/** The store could not do an operation, or not in time; it may have happened or not. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
