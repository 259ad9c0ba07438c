import { describe, expect, it } from 'vitest';
import { isAlarmRaised } from '../../../local-cloud/account/cls-alarms';

const now = 1_000_000_000;
const target = {
  TopicId: 'a',
  LogsetId: 'b',
  Query: 'event:"x" | select count(*) as lines',
  Number: 1,
  StartTimeOffset: -5,
  EndTimeOffset: 0,
};
const alarm = { AlarmTargets: [target], Condition: '$1.lines > 2' };

describe('An alarm', () => {
  it.each<[number, boolean]>([
    [2, false],
    [3, true],
  ])('with %d lines in its period is raised: %s', (lines, raised) => {
    const asked: unknown[] = [];
    const runQuery = (...query: readonly unknown[]) => {
      asked.push(query);
      return { lines };
    };
    expect(isAlarmRaised(alarm, now, runQuery)).toBe(raised);
    expect(asked).toEqual([['a', target.Query, now - 5 * 60_000, now + 1]]);
  });

  it('compares the results of several queries, each of its own period', () => {
    const before = { ...target, Number: 2, StartTimeOffset: -1440, EndTimeOffset: -60 };
    const compared = { AlarmTargets: [target, before], Condition: '$1.lines * 2 < $2.lines' };
    const raised = (recent: number, earlier: number) =>
      isAlarmRaised(compared, now, (_, __, from) => ({ lines: from === now - 5 * 60_000 ? recent : earlier }));
    expect([raised(4, 9), raised(5, 9)]).toEqual([true, false]);
  });

  it.each([
    { ...alarm, Condition: 'lines > 2' },
    { ...alarm, Condition: '$2.lines > 2' },
    { ...alarm, Condition: '$1.others > 2' },
  ])('is not evaluated if it uses what is not supported: %j', (unsupported) => {
    expect(() => isAlarmRaised(unsupported, now, () => ({ lines: 3 }))).toThrow('The local cloud does not support');
  });
});
