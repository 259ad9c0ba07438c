import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { includesPort, readPortRanges } from '../../../local-cloud/account/port-ranges';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

describe('The ports of a security group rule', { timeout: propertyTimeout }, () => {
  it.each([
    ['ALL', [[0, 65_535]]],
    ['all', [[0, 65_535]]],
    ['6379', [[6379, 6379]]],
    [
      '80,443',
      [
        [80, 80],
        [443, 443],
      ],
    ],
    ['8000-9000', [[8000, 9000]]],
    [
      '22,8000-9000,65535',
      [
        [22, 22],
        [8000, 9000],
        [65_535, 65_535],
      ],
    ],
    ['7-7', [[7, 7]]],
  ])('can be %s', (text, ranges) => {
    expect(readPortRanges(text)).toEqual(ranges.map(([first, last]) => ({ first, last })));
  });

  it.each(['', 'http', '-1', '9000-8000', '65536', '1-65536', '80,', '80,9000-8000', '1-2-3', '1,ALL', ' 80'])(
    'cannot be "%s"',
    (text) => {
      expect(readPortRanges(text)).toBeUndefined();
    },
  );

  it('include exactly the ports from the first to the last of each range', () => {
    const port = fc.integer({ min: 0, max: 65_535 });
    const range = fc.tuple(port, port).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
    const property = fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), port, (ranges, wanted) => {
      const text = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
      const expected = ranges.some(([first, last]) => first <= wanted && wanted <= last);
      expect(includesPort(readPortRanges(text) ?? [], wanted)).toBe(expected);
    });
    fc.assert(property, { numRuns: propertyRuns });
  });
});
