import type { StoreRules } from '../../../function/store/code-store';
import type { Client } from './parties';

/** A message that was handed to the SMS API. Times are milliseconds since 1970. */
export interface Message {
  readonly phone: string;
  readonly handle: string;
  readonly code: string;
  readonly client: Client;
  readonly storedAt: number;
  /** Position among all events. */
  readonly order: number;
  /** What the SMS API has done; `failed` if the message does not arrive. */
  state: 'pending' | 'accepted' | 'unanswered' | 'failed';
  /** Whether the SMS API refused a failed message, so that it stays counted for the client's networks. */
  refused?: boolean;
  /** Whether the store may count a failed message: it gave no reply when the message was taken back, or its code had expired. */
  mayBeKept?: boolean;
  /** When the number logged in, or may have done so. */
  confirmedAt?: number;
  /** The attempt that was answered `Success`. */
  usedBy?: string;
  /** Attempts with the right code, that used it or may have done so. */
  readonly mayBeUsedBy: Set<string>;
  /** Attempts with its handle that were counted or may have been. */
  readonly attempts: Set<string>;
  /** Attempts with its handle that were answered `CodeIsError`. */
  readonly wrong: Set<string>;
}

/** A rule that the service broke. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Everything that was asked, replied and sent in a game. It does not look into the store. */
export interface Ledger {
  readonly rules: StoreRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** In the order in which they were handed to the SMS API. */
  messages: Message[];
  /** Handles that a reply `Ok` had. */
  readonly held: Set<string>;
  /** How often a code may have been stored without being sent, by its handle: the store did not reply. */
  readonly storedUnseen: Map<string, number>;
  /** When a number first logged in, or may have done so. */
  readonly knownSince: Map<string, number>;
  /** Numbers that logged in for certain. */
  readonly known: Set<string>;
  /** Attempts without a handle that were answered `CodeIsError`, by number and day. */
  readonly guesses: Map<string, Set<string>>;
  /** The time and the client of each attempt without a handle that was answered `CodeIsError`, by its ID. */
  readonly wrong: Map<string, { readonly at: number; readonly client: Client }>;
  /** When an attempt was first made that got no reply of the store, by its ID. */
  readonly unanswered: Map<string, number>;
  /** Number of events so far. */
  events: number;
}

export function createLedger(rules: StoreRules, now: () => number): Ledger {
  return {
    rules,
    now,
    messages: [],
    held: new Set(),
    storedUnseen: new Map(),
    knownSince: new Map(),
    known: new Set(),
    guesses: new Map(),
    wrong: new Map(),
    unanswered: new Map(),
    events: 0,
  };
}

/** The store has forgotten everything, and may allow everything again. */
export function forget(ledger: Ledger): void {
  ledger.messages = [];
  const { held, storedUnseen, knownSince, known, guesses, wrong, unanswered } = ledger;
  for (const forgotten of [held, storedUnseen, knownSince, known, guesses, wrong, unanswered]) forgotten.clear();
}

/** Whether the SMS API has accepted a message, or may have done so. */
export const isDelivered = ({ state }: Message) => state === 'accepted' || state === 'unanswered';

/** Whether a code may be in the store. */
export const mayBeStored = ({ state, mayBeKept }: Message) => state !== 'failed' || mayBeKept === true;

/** A number logged in, or may have done so: its messages are confirmed, and it is known. */
export function confirm(ledger: Ledger, phone: string): void {
  const order = ++ledger.events;
  for (const message of messagesTo(ledger, phone)) if (mayBeStored(message)) message.confirmedAt ??= order;
  if (!ledger.knownSince.has(phone)) ledger.knownSince.set(phone, order);
}

export const messagesTo = ({ messages }: Ledger, phone: string) =>
  messages.filter((message) => message.phone === phone);

/** The message that a handle stands for: of the messages of a repeated request, the last one. */
export const messageOf = ({ messages }: Ledger, phone: string, handle: string) =>
  messages.findLast((message) => message.handle === handle && message.phone === phone && mayBeStored(message));
