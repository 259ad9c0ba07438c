import { describe, expect, it } from 'vitest';
import { isConditionMet } from '../../../local-cloud/account/cls-trigger';

const results = new Map([
  [1, { a: 3, b_2: 10 }],
  [2, { a: 4 }],
]);

// platform: alarm-trigger-condition
describe('The trigger condition of an alarm', () => {
  it.each<[string, boolean]>([
    ['$1.a > 2', true],
    ['$1.a>3', false],
    ['$1.a >= 3 && $2.a <= 3', false],
    ['$1.a == 3 || $2.a == 3', true],
    ['$1.a != 3', false],
    ['$1.a + $2.a * 2 == 11', true],
    ['($1.a + $2.a) * 2 == 14', true],
    ['$1.b_2 - $1.a - $2.a == 3', true],
    ['$1.b_2 / $2.a == 2.5', true],
    ['$1.b_2 % $2.a < 3', true],
    ['($1.a >= 3) && ($2.a >= 3) && (($1.a * 2) < ($1.b_2))', true],
    ['0 == 0 || 0 == 1 && 0 == 1', true],
    // A number is no truth value.
    ['$1.a + $2.a', false],
  ])('%s is met: %s', (condition, met) => expect(isConditionMet(condition, results)).toBe(met));

  it.each(['', '$1.a >', '> 2', '($1.a > 2', '$1.a > 2)', '$1.a > 2 > 1', '$1.a && $2.a', '1 2', '($1.a > 2) + 1'])(
    'is refused if it is malformed: %j',
    (condition) => expect(() => isConditionMet(condition, results)).toThrow('The condition is malformed'),
  );

  it.each([
    'a > 2',
    '$3.a > 2',
    '$1.c > 2',
    '$1.a > x',
    '$1.a =~ 2',
    '!($1.a > 2)',
    '$1.level == "Error"',
    '$1._a > 1',
  ])('is refused if it uses what is not supported: %s', (condition) =>
    expect(() => isConditionMet(condition, results)).toThrow('does not support'),
  );

  it('does not divide by zero without saying so: nothing is greater or less than no number', () => {
    expect(isConditionMet('0 / 0 < 1', results)).toBe(false);
    expect(isConditionMet('0 / 0 >= 1', results)).toBe(false);
  });
});
