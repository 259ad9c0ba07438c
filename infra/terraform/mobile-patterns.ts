import metadata from 'libphonenumber-js/mobile/metadata';
import { z } from 'zod';

/** A numbering plan is a list. At these places, it has the pattern of all its numbers, and those of each type of numbers. */
const [allPlace, typesPlace] = [2, 11];
const types = z.array(z.union([z.literal(0), z.tuple([z.string()], z.unknown())]));

/**
 * Returns a regular expression of the numbers of a country calling code that the function takes, in E.164. Terraform, which has no library
 * of numbers, can check them with it.
 */
export function mobilePattern(callingCode: string): string {
  const countries = new Map(Object.entries(metadata.country_calling_codes)).get(callingCode) ?? [];
  const plans = [...countries.map((country) => metadata.countries[country]), metadata.nonGeographic[callingCode]];
  const patterns = plans.flatMap((plan) => (plan === undefined ? [] : patternsOf(plan)));
  // A class of no character of a number: no country has the code.
  return `^[+]${callingCode}(${patterns.length > 0 ? patterns.join('|') : '[^0-9]'})$`;
}

function patternsOf(plan: readonly unknown[]): readonly string[] {
  const ofTypes = plan[typesPlace];
  if (!ofTypes) return [z.string().parse(plan[allPlace])];
  return types.parse(ofTypes).flatMap((type) => (type === 0 ? [] : type[0]));
}
