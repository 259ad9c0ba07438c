import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import type { Backend } from './backend';
import { rulesAreKept } from './play';

/** Number of games: 300, since each has dozens of moves, or as many as `make test-long` sets. */
const games = process.env.PROPERTY_RUNS === undefined ? 300 : propertyRuns;

/** What has to happen in the games, so that rules are not kept for want of anything that could break them. */
const expected = [
  'getSms: Ok',
  'getSms: Ok for a repeat',
  'getSms: SendRefused',
  'getSms: sms unavailable',
  'getSms: store unavailable',
  'getSms: InternalError',
  'getSms: LimitExceeded.PhoneNumberThirtySecondLimit',
  'getSms: LimitExceeded.PhoneNumberDailyLimit',
  'getSms: LimitExceeded.ClientAddressLimit',
  'getSms: LimitExceeded.NumberRangeLimit',
  'getSms: LimitExceeded.TotalLimit',
  'budget_nearly_used',
  'range_guard_tripped',
  'login: Success',
  'login: CodeIsError',
  'login: CodeHasExpired',
  'login: CodeHasValid',
  'login: ServiceUnavailable',
  'login: LimitExceeded.WrongCodeLimit',
  'login: LimitExceeded.ClientAddressLimit',
  'login with a handle: Success',
  'login with a handle: CodeIsError',
  'login with a handle: CodeHasExpired',
  'login with a handle: CodeHasValid',
  'login with a handle: ServiceUnavailable',
  'Success after a lost reply',
  'the promise was kept',
];

/** The test that a store keeps the service's rules, whatever clients, strangers, the SMS API and lost replies do. */
export function describeGames(name: string, getBackend: () => Backend): void {
  describe(`The service with ${name}`, () => {
    it('keeps its limits and its promise, whatever happens', { timeout: 5 * propertyTimeout }, async () => {
      const observed = new Set<string>();
      await fc.assert(rulesAreKept({ backend: getBackend(), observe: (event) => observed.add(event) }), {
        numRuns: games,
      });
      expect(expected.filter((event) => !observed.has(event))).toEqual([]);
    });
  });
}
