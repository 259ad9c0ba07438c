import fc from 'fast-check';
import examples from 'libphonenumber-js/mobile/examples';
import metadata from 'libphonenumber-js/mobile/metadata';
import { describe, expect, it } from 'vitest';
import { readPhoneNumber } from '../../../function/verification/phone-number';
import { mobilePattern } from '../../../infra/terraform/mobile-patterns';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

const callingCodes = Object.keys(metadata.country_calling_codes);
const samples = Object.entries(metadata.country_calling_codes).flatMap(([callingCode, countries]) =>
  countries.flatMap((country) => {
    const national: string | undefined = examples[country];
    return national === undefined ? [] : [{ callingCode, national }];
  }),
);

/** Whether the function takes the number as it is written. */
function isTaken(e164: string, callingCode: string): boolean {
  const reading = readPhoneNumber(e164, [callingCode]);
  return 'phone' in reading && reading.phone.e164 === e164;
}

describe('The patterns of mobile numbers', () => {
  it('match a number of each country', () => {
    expect(samples.length).toBeGreaterThan(200);
    for (const { callingCode, national } of samples) {
      expect(`+${callingCode}${national}`).toMatch(new RegExp(mobilePattern(callingCode)));
    }
  });

  it(
    'match exactly the numbers that the function takes',
    () => {
      const near = fc
        .tuple(fc.constantFrom(...samples), fc.nat({ max: 15 }), fc.stringMatching(/^\d{0,3}$/), fc.nat({ max: 3 }))
        .map(([{ callingCode, national }, at, digits, removed]) => ({
          callingCode,
          national: national.slice(0, at) + digits + national.slice(at + removed),
        }));
      const any = fc.record({
        callingCode: fc.constantFrom(...callingCodes),
        national: fc.stringMatching(/^\d{4,13}$/),
      });
      fc.assert(
        fc.property(fc.oneof(near, any), ({ callingCode, national }) => {
          const e164 = `+${callingCode}${national}`;
          expect(new RegExp(mobilePattern(callingCode)).test(e164)).toBe(isTaken(e164, callingCode));
        }),
        { numRuns: propertyRuns },
      );
    },
    propertyTimeout,
  );

  it('match nothing for a code that no country has', () => {
    expect('+9991234567').not.toMatch(new RegExp(mobilePattern('999')));
    expect('+771234567').not.toMatch(new RegExp(mobilePattern('77')));
  });
});
