import fc from 'fast-check';
import type { Backend } from './backend';
import { startGame } from './game';
import { Violation } from './ledger';
import { moves } from './moves';
import { type SettingsName, settingsByName } from './settings';
import { flood } from './stranger-moves';

/** 2026-11-23 in Shanghai, 10:00 or two minutes before midnight. */
const startsAt = fc.constantFrom(Date.UTC(2026, 10, 23, 2), Date.UTC(2026, 10, 23, 15, 58));

/** A tenth of the games begin with a flood of messages. */
const isFlooded = fc.integer({ min: 0, max: 9 }).map((number) => number === 9);

const settingsName = fc.constantFrom(...(Object.keys(settingsByName) as SettingsName[]));

export interface PlayOptions {
  readonly backend: Backend;
  /** Called with everything that happens. */
  readonly observe?: (event: string) => void;
  /** Violations that end a game without failing, since others are looked for, do not match. @default - all count */
  readonly lookingFor?: RegExp;
}

/** The property that a service keeps all rules in all games. */
export function rulesAreKept({ backend, observe = () => {}, lookingFor = /^/ }: PlayOptions) {
  return fc.asyncProperty(settingsName, startsAt, isFlooded, moves, async (name, time, flooded, played) => {
    const game = await startGame({ backend, settings: settingsByName[name], startsAt: time, observe });
    try {
      if (flooded) await flood(game);
      await fc.asyncModelRun(() => ({ model: game.ledger, real: game }), played);
      await game.end();
    } catch (error) {
      if (!(error instanceof Violation) || lookingFor.test(error.message)) throw error;
    }
  });
}
