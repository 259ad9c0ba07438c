import fc from 'fast-check';
import { hesitate, login, overnight, persist, send, visit } from './client-moves';
import type { Move } from './move';
import { burst, guess, race, siege } from './stranger-moves';
import { answer, repeat, restart, wait } from './world-moves';

/** A sequence of moves. Moves that matter more occur more often. */
export const moves = fc.commands(
  (
    [
      [5, send],
      [5, visit],
      [7, login],
      [6, wait],
      [2, answer],
      [2, repeat],
      [1, hesitate],
      [1, overnight],
      [2, persist],
      [2, race],
      [1, guess],
      [1, burst],
      [1, siege],
      [1, restart],
    ] as const
  ).flatMap(([weight, arbitrary]) => Array<fc.Arbitrary<Move>>(weight).fill(arbitrary)),
  { maxCommands: 60, size: 'max' },
);
