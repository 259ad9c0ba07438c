import type { CodeStore, NumberState } from '../store/code-store';
import type { HashNumber } from './keyed-hash';
import { type PhoneNumber, readPhoneNumber } from './phone-number';
import type { TestNumbers } from './test-numbers';

/** What an operator wants: to see a number, or to lift its limits as well. */
export type SupportAction = 'look-up' | 'release';

/** What an operator is told of a number. Durations are in seconds, rounded up. */
export interface NumberReport {
  /** Masked. */
  readonly phone: string;
  /** Country calling code. */
  readonly country: string;
  /** The ID under which the log has the number. */
  readonly numberId: string;
  /** Whether it is a test number now, to which nothing is sent. */
  readonly isTest: boolean;
  readonly messagesToday: number;
  /** Maximum of messages in a calendar day. */
  readonly dailyLimit: number;
  readonly isKnown: boolean;
  readonly blocks: NumberState['blocks'];
  readonly codes: ReadonlyArray<{
    /** ISO 8601. */
    readonly sentAt: string;
    readonly expiresIn: number;
    readonly isUsed: boolean;
    readonly attemptsLeft: NumberState['codes'][number]['attemptsLeft'];
  }>;
  readonly attemptsLeftToday: number;
}

export interface NumberSupportParts {
  readonly store: CodeStore;
  readonly hashNumber: HashNumber;
  readonly allowedCountryCodes: readonly string[];
  /** @default - there are no test numbers */
  readonly testNumbers?: TestNumbers | undefined;
  /** Maximum of messages to a number in a calendar day. */
  readonly dailyLimit: number;
}

/** Tells operators what is stored of a number. */
export interface NumberSupport {
  readPhone(text: string): { readonly phone: PhoneNumber } | { readonly rule: 'malformed' | 'not-allowed' };
  /** Tells what is stored, after the limits were lifted if that is wanted. Throws what the store throws. */
  tell(phone: PhoneNumber, action: SupportAction): Promise<NumberReport>;
}

export function createNumberSupport(parts: NumberSupportParts): NumberSupport {
  const { store, hashNumber, allowedCountryCodes, testNumbers, dailyLimit } = parts;
  return {
    readPhone(text) {
      const reading = readPhoneNumber(text, allowedCountryCodes);
      if ('phone' in reading) return reading;
      return { rule: reading.refused === 'malformed' ? 'malformed' : 'not-allowed' };
    },
    async tell({ e164, masked, countryCode }, action) {
      const isTest = testNumbers?.codeOf(e164) !== undefined;
      const { known, id } = hashNumber(e164);
      const number = { phone: e164, isTest, known };
      const state = await (action === 'release' ? store.release(number) : store.lookUp(number));
      return {
        phone: masked,
        country: countryCode,
        numberId: id,
        isTest,
        messagesToday: state.messagesToday,
        dailyLimit,
        isKnown: state.isKnown,
        blocks: state.blocks.map(({ limit, retryAfter }) => ({ limit, retryAfter: toSeconds(retryAfter) })),
        codes: state.codes.map(({ sentAt, expiresIn, isUsed, attemptsLeft }) => ({
          sentAt: new Date(sentAt).toISOString(),
          expiresIn: toSeconds(expiresIn),
          isUsed,
          attemptsLeft,
        })),
        attemptsLeftToday: state.attemptsLeftToday,
      };
    },
  };
}

const toSeconds = (milliseconds: number) => Math.ceil(milliseconds / 1000);
