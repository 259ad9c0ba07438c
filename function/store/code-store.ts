import type { CalendarDay } from '../verification/calendar-day';

/** The limits that a store enforces. Durations are in milliseconds. */
export interface StoreRules {
  /** Time to live of a code. */
  readonly codeTtl: number;
  /** Attempts at a code, with its handle and without one each. */
  readonly maxAttempts: number;
  /** Minimum time between two messages to a number. */
  readonly sendInterval: number;
  /** Maximum of messages to a number in a calendar day. */
  readonly sendDailyLimit: number;
  /** Maximum of unconfirmed messages for a client network within the address window. */
  readonly sendAddressLimit: number;
  /** Length of the sliding window of the client address limits. */
  readonly addressWindow: number;
  /** Maximum of messages to all numbers in a calendar day. @default - unlimited */
  readonly dailyBudget?: number | undefined;
  /** Returns the calendar day of a time. */
  readonly dayOf: (time: number) => CalendarDay;
}

/** Where a request comes from: keyed tags of its networks, so that no address is stored. */
export interface ClientNetworks {
  /** Tag of the IPv4 address, or of the IPv6 /64 network, which one client controls. */
  readonly network: string;
  /** Tag of the IPv6 /48 network, which one customer controls. @default - an IPv4 address has none */
  readonly site?: string | undefined;
}

/** A keyed hash of a number, to remember that the number has logged in. */
export interface KnownNumber {
  /** The set that contains the number, from 0 to 16,383. */
  readonly shard: number;
  /** A signed integer of 32 bits. */
  readonly member: number;
}

/** A code that is going to be sent. */
export interface CodeToStore {
  /** E.164. */
  readonly phone: string;
  /**
   * Whether the number is a test number, to which nothing is sent: its codes count for the limits of the number and of the client's
   * networks as others do, but neither for the guard nor for the budget, and a login does not make it known. Its codes are apart from
   * those of the same number as an ordinary one. @default false
   */
  readonly isTest?: boolean | undefined;
  /** The handle of the code and the idempotency key: a retry with the same handle counts once. */
  readonly handle: string;
  readonly codeHash: string;
  readonly known: KnownNumber;
  /** @default - the client's address is unknown, so no limit for addresses applies */
  readonly networks?: ClientNetworks | undefined;
  /**
   * Whether the client solved a captcha, so that the guard lets its message pass, or could solve one, so that the guard lets
   * no other message pass. @default - no captcha is configured
   */
  readonly captcha?: 'solved' | 'configured' | undefined;
}

/**
 * The limit that a message would exceed: the number's send interval or daily limit, the client address limit, the guard of
 * the number's range or of all numbers, or the daily budget.
 */
export type SendLimit = 'interval' | 'day' | 'address' | 'range' | 'total' | 'budget';

/** What an operator has to know: the guard began to refuse messages, or a part of the daily budget is used up. */
export type Notice = 'range_guard_tripped' | 'total_guard_tripped' | 'budget_nearly_used' | 'budget_used';

export type StoreCodeResult =
  /** The message was counted and the code stored. */
  (
    | { readonly result: 'stored' }
    /** Another invocation has stored a code for the same handle. */
    | { readonly result: 'duplicate' }
    /** `retryAfter` is in milliseconds. */
    | { readonly result: 'limited'; readonly limit: SendLimit; readonly retryAfter: number }
  ) & { readonly notices: readonly Notice[] };

/**
 * Why a message was not sent. The client network gets nothing back for one that was `refused`, since clients can provoke
 * refusals; it does for one that was not tried or did not reach the SMS API (`not-sent`).
 */
export type TakeBackReason = 'refused' | 'not-sent';

/** A code that a user entered. */
export interface CodeToCheck {
  /** E.164. */
  readonly phone: string;
  /** Whether the code is one of a test number, see {@link CodeToStore}. @default false */
  readonly isTest?: boolean | undefined;
  /** The idempotency key, without commas and colons: a retry with the same ID gets the same result and counts once. */
  readonly attemptId: string;
  readonly codeHash: string;
  /** Handle of the code. @default - the newest code of the number is meant */
  readonly handle?: string | undefined;
  readonly known: KnownNumber;
  /** @default - the client's address is unknown, so no limit for addresses applies */
  readonly networks?: ClientNetworks | undefined;
}

/** The limit of wrong codes that are entered without a handle: for a number and calendar day, or for a client network. */
export type AttemptLimit = 'attempts' | 'address';

export type CheckCodeResult =
  /** The right code, which cannot be used again. `checkedAt` is the time of the check; a retry gets the first check's. */
  | { readonly result: 'right'; readonly checkedAt: number }
  | { readonly result: 'wrong'; readonly attemptsLeft: number }
  /** The code was used before, or has no attempts left. */
  | { readonly result: 'spent' }
  /** The number (or the handle) has no code, or its code has expired. */
  | { readonly result: 'expired' }
  /** `retryAfter` is in milliseconds. */
  | { readonly result: 'limited'; readonly limit: AttemptLimit; readonly retryAfter: number };

/** A number that an operator asks about. */
export interface NumberToLookUp {
  /** E.164. */
  readonly phone: string;
  /** Whether it is a test number now, which neither the guard nor the budget refuses, see {@link CodeToStore}. @default false */
  readonly isTest?: boolean | undefined;
  readonly known: KnownNumber;
}

/** A live code, without the code itself and its handle. */
export interface LiveCode {
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** In milliseconds. */
  readonly expiresIn: number;
  /** Whether somebody logged in with it. It cannot be used again. */
  readonly isUsed: boolean;
  /** Attempts that are left, none of a used code. Only the newest code can be checked without its handle. */
  readonly attemptsLeft: { readonly withHandle: number; readonly withoutHandle?: number };
}

/** A limit that refuses messages to a number, or codes that are entered without a handle (`attempts`). */
export interface NumberBlock {
  /** `address`: a client's network that has asked for messages to the number may ask for no more. */
  readonly limit: SendLimit | 'attempts';
  /** Milliseconds until it ends, or until a client may try again. */
  readonly retryAfter: number;
}

/** What is stored of a number. */
export interface NumberState {
  /** Messages of the calendar day. */
  readonly messagesToday: number;
  /** Whether the number has logged in during the last 30 to 60 days, so that the guard lets its messages pass. */
  readonly isKnown: boolean;
  readonly blocks: readonly NumberBlock[];
  /** The newest code is the last one. */
  readonly codes: readonly LiveCode[];
  /** Wrong codes that may still be entered without a handle in the calendar day. */
  readonly attemptsLeftToday: number;
}

/**
 * Stores codes and counts messages. Each operation is atomic, takes the time from the store's own clock, and throws
 * {@link StoreUnavailableError} if the store does not reply in time, or replies with an error.
 */
export interface CodeStore {
  /** Checks the limits, counts the message and stores the code as the number's newest one. */
  storeCode(code: CodeToStore): Promise<StoreCodeResult>;
  /**
   * Deletes a code that was not sent, and does not count its message for the number, the guard and the budget. The code before it
   * becomes the newest one again. Does nothing if the store has another code for the handle.
   */
  takeBack(code: CodeToStore, reason: TakeBackReason): Promise<void>;
  /** Checks a code and counts the attempt. A right one confirms all messages to the number. */
  checkCode(code: CodeToCheck): Promise<CheckCodeResult>;
  /** Tells what is stored of a number, for an operator. Changes nothing. */
  lookUp(number: NumberToLookUp): Promise<NumberState>;
  /**
   * Lifts, for an operator, the limits of a number: the send interval and the daily limit begin anew, and until the end of the
   * calendar day the guard lets its messages pass. Gives no attempt back, and lifts neither the limits of client networks for all
   * numbers nor the daily budget.
   */
  release(number: NumberToLookUp): Promise<NumberState>;
  /** Closes connections. */
  close(): void;
}

/** The store did not reply in time, or replied with an error; the operation may or may not have been carried out. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
