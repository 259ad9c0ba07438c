import { describe, expect, it } from 'vitest';
import { isAlarmRaised } from '../../../local-cloud/account/cls-alarms';

const now = 1_000_000_000;
const alarm = {
  AlarmTargets: [
    {
      TopicId: 'a',
      LogsetId: 'b',
      Query: 'event:"x" | select count(*) as lines',
      Number: 1,
      StartTimeOffset: -5,
      EndTimeOffset: 0,
    },
  ],
  Condition: '$1.lines > 2',
};

describe('An alarm', () => {
  it.each<[number, boolean]>([
    [2, false],
    [3, true],
  ])('with %d lines in its period is raised: %s', (lines, raised) => {
    const searched: unknown[] = [];
    const count = (...search: readonly unknown[]) => {
      searched.push(search);
      return lines;
    };
    expect(isAlarmRaised(alarm, now, count)).toBe(raised);
    const condition = { kind: 'compare', field: 'event', operator: ':', quoted: true, value: 'x' };
    expect(searched).toEqual([['a', condition, now - 5 * 60_000, now + 1]]);
  });

  it.each([
    { ...alarm, Condition: 'lines > 2' },
    { ...alarm, Condition: '$2.lines > 2' },
    { ...alarm, Condition: '$1.others > 2' },
    { ...alarm, AlarmTargets: [{ ...alarm.AlarmTargets[0], Query: 'event:"x" | select sum(status) as lines' }] },
  ])('is not evaluated if it uses what is not supported: %j', (unsupported) => {
    expect(() => isAlarmRaised(unsupported, now, () => 3)).toThrow('The local cloud does not support');
  });
});
