/** The limits that a store enforces. Durations are in milliseconds. */
export interface StoreRules {
  /** Time to live of a code. */
  readonly codeTtl: number;
  /** Attempts at a code. */
  readonly maxAttempts: number;
  /** Minimum time between two messages to a number. */
  readonly sendInterval: number;
  /** Maximum of messages to a number in a calendar day. */
  readonly sendDailyLimit: number;
  /** Maximum of messages for a client address in a window. */
  readonly sendAddressLimit: number;
}

/** A period in which messages are counted. Times are milliseconds since 1970. */
export interface CountingPeriod {
  readonly name: string;
  readonly endsAt: number;
}

/** A code that is going to be sent. */
export interface CodeToStore {
  /** E.164. */
  readonly phone: string;
  /** The idempotency key, without commas: a retry with the same ID counts once. */
  readonly requestId: string;
  readonly codeHash: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The calendar day, for the daily limit. */
  readonly day: CountingPeriod;
  /** The client address to which the message counts. */
  readonly address: string;
  /** The window of the client address limit. */
  readonly window: CountingPeriod;
}

/** The limit that a message would exceed: the number's send interval or daily limit, or the client address limit. */
export type Limit = 'interval' | 'day' | 'address';

export type StoreCodeResult =
  /** The message was counted and the code stored. `sendsToday` includes this message. */
  | { readonly result: 'stored'; readonly sendsToday: number }
  /** Another invocation has stored a code for the same request ID. */
  | { readonly result: 'duplicate'; readonly sendsToday: number }
  | { readonly result: 'limited'; readonly limit: Limit; readonly retryAfter: number };

/** A code that a user entered. */
export interface CodeToCheck {
  /** E.164. */
  readonly phone: string;
  /** The idempotency key, without commas: a retry with the same ID gets the same result and counts once. */
  readonly requestId: string;
  readonly codeHash: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type CheckCodeResult =
  /** The right code, which cannot be used again. `checkedAt` is the time of the check; a retry gets the first check's. */
  | { readonly result: 'right'; readonly checkedAt: number }
  | { readonly result: 'wrong'; readonly attemptsLeft: number }
  /** The code was used before, or has no attempts left. */
  | { readonly result: 'spent' }
  /** The number has no code, or its code has expired. */
  | { readonly result: 'expired' };

/**
 * Stores codes and counts messages. Each operation is atomic, and throws {@link StoreUnavailableError} if the store does not
 * reply in time, or replies with an error.
 */
export interface CodeStore {
  /** Checks the limits, counts the message and stores the code, which replaces the number's previous code. */
  storeCode(code: CodeToStore): Promise<StoreCodeResult>;
  /** Deletes a code that was not sent, and does not count its message; does nothing if a newer code has replaced it. */
  takeBack(code: CodeToStore): Promise<void>;
  /** Checks a code and counts the attempt. */
  checkCode(code: CodeToCheck): Promise<CheckCodeResult>;
  /** Closes connections. */
  close(): void;
}

/** The store did not reply in time, or replied with an error; the operation may or may not have been carried out. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
