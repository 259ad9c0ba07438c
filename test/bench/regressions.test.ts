import { describe, expect, it } from 'vitest';
import type { Figure } from './figure';
import { formatRegression, keepRun } from './regressions';
import type { Run } from './run';

const machine = { processor: 'Made-up Processor', cores: 2, node: '20.0.0', redis: '7.0.0', terraform: '1.11.0' };

function runOf(figures: readonly Figure[], changes: Partial<Run> = {}): Run {
  return { ...machine, date: '2026-01-01', figures, ...changes };
}

const ratio = (value: number, spread = 0.02): Figure => ({
  name: 'logins / bare',
  value,
  spread,
  unit: '',
  goal: { atLeast: 0.6 },
});
const time = (value: number): Figure => ({ name: 'time', value, spread: 1, unit: 'µs', goal: { atMost: 10 } });
const named = (earlier: Figure, now: Figure) =>
  keepRun([runOf([earlier])], runOf([now]), 'refuse').regressions.map((one) => one.now.name);

describe('A run of make bench', () => {
  it('names a figure that is worse by more than twice its spread, whether or not it meets its goal', () => {
    expect(named(ratio(0.8), ratio(0.75))).toEqual(['logins / bare']);
    expect(named(ratio(0.5), ratio(0.45))).toEqual(['logins / bare']);
    expect(named(time(8), time(10.5))).toEqual(['time']);
  });

  it('names no figure that is worse by twice its spread or less, or better', () => {
    expect(named(ratio(0.8), ratio(0.761))).toEqual([]);
    expect(named(ratio(0.8), ratio(0.9))).toEqual([]);
    expect(named(time(8), time(10))).toEqual([]);
    expect(named(time(8), time(2))).toEqual([]);
  });

  it('counts the larger spread of both runs', () => {
    expect(named(ratio(0.8, 0.04), ratio(0.73, 0.01))).toEqual([]);
    expect(named(ratio(0.8, 0.01), ratio(0.73, 0.04))).toEqual([]);
    expect(named(ratio(0.8, 0.03), ratio(0.73, 0.01))).toEqual(['logins / bare']);
  });

  it('compares only figures with a goal and a spread, under the same name and in the same unit', () => {
    const { goal, ...withoutGoal } = ratio(0.1);
    const { spread, ...withoutSpread } = ratio(0.1);
    expect([goal, spread]).toEqual([{ atLeast: 0.6 }, 0.02]);
    const changed = [
      withoutGoal,
      withoutSpread,
      { ...ratio(0.1), name: 'others / bare' },
      { ...ratio(0.1), unit: '%' },
    ];
    for (const now of changed) expect(named(ratio(0.8), now)).toEqual([]);
    const { spread: _, ...earlier } = ratio(0.8);
    expect(named(earlier, ratio(0.7))).toEqual(['logins / bare']);
  });

  it('is compared with the run on the same processor, and keeps those on others and their order', () => {
    const others = [{ processor: 'Other Processor' }, { cores: 4 }].map((changes) => runOf([ratio(0.9)], changes));
    const [first, last] = others;
    const now = runOf([ratio(0.7)], { date: '2026-02-01', node: '22.0.0' });
    expect(keepRun(others, now, 'refuse')).toMatchObject({
      runs: [...others, now],
      regressions: [],
      earlier: undefined,
    });
    const earlier = runOf([ratio(0.72)]);
    expect(
      keepRun(
        [first, earlier, last].flatMap((run) => run ?? []),
        now,
        'refuse',
      ),
    ).toEqual({
      runs: [first, now, last],
      regressions: [],
      earlier,
    });
  });

  it('that is worse is not kept, so that a second one is compared with the same figures', () => {
    const [earlier, now] = [runOf([ratio(0.8)]), runOf([ratio(0.7)])];
    const first = keepRun([earlier], now, 'refuse');
    expect(first.runs).toEqual([earlier]);
    expect(keepRun(first.runs, now, 'refuse').regressions).toHaveLength(1);
  });

  it('that is worse is named and kept if the change is meant', () => {
    const [earlier, now] = [runOf([ratio(0.8)]), runOf([ratio(0.7)])];
    const accepted = keepRun([earlier], now, 'accept');
    expect(accepted.regressions.map(formatRegression)).toEqual(['logins / bare: 0.80 before, now 0.70 (spread 0.02)']);
    expect(accepted.runs).toEqual([now]);
    expect(keepRun(accepted.runs, now, 'refuse').regressions).toEqual([]);
  });
});
