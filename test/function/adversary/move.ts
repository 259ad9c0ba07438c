import fc from 'fast-check';
import { type Game, type Handling, instanceCount } from './game';
import { type Ledger, messagesTo } from './ledger';
import { clients, phones } from './parties';
import type { Fault, FinalReply } from './request-context';

/** A move of a game: a command of fast-check's model-based tests, whose model is the ledger. */
export type Move = fc.AsyncCommand<Ledger, Game>;

/** Creates moves from their fields and a function that plays them. */
export function move<Fields>(
  name: string,
  fields: fc.Arbitrary<Fields>,
  play: (game: Game, fields: Fields) => Promise<unknown>,
): fc.Arbitrary<Move> {
  return fields.map((values) => ({
    check: () => true,
    run: async (_, game) => void (await play(game, values)),
    toString: () => `${name} ${JSON.stringify(values)}`,
  }));
}

export const weighted = <Value>(...values: ReadonlyArray<readonly [weight: number, value: Value]>) =>
  fc.oneof(...values.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

/** Which of several, counted from the last one: mostly the last one. */
export const recent = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) });

/** Mostly the first number, so that its limits are reached. */
export const phone = weighted(...phones.map((number, index) => [[9, 3, 1][index] ?? 1, number] as const));
export const client = fc.constantFrom(...clients);

const fault = weighted<Fault>([4, 'none'], [1, 'lost'], [1, 'unseen'], [1, 'late']);
const faults = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault[]>([]) },
  { weight: 1, arbitrary: fc.array(fault, { maxLength: 4 }) },
);
export const handling: fc.Arbitrary<Handling> = fc.record({ instance: fc.nat(instanceCount - 1), faults });

export const finalReply = weighted<FinalReply>(
  [5, 'sent'],
  [2, 'refused'],
  [1, 'unreachable'],
  [2, 'unanswered'],
  [1, 'throws'],
);
export const smsReply = fc.oneof(
  { weight: 5, arbitrary: fc.constant<FinalReply>('sent') },
  { weight: 4, arbitrary: finalReply },
  { weight: 2, arbitrary: fc.constant('slow' as const) },
);

/** A code that no message to the number had. */
export function wrongCode(game: Game, to: string, from = 0): string {
  const sent = new Set(messagesTo(game.ledger, to).map(({ code }) => code));
  for (let number = from; ; number++) {
    const code = String(number).padStart(6, '0');
    if (!sent.has(code)) return code;
  }
}
