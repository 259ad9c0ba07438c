import { sharingTemplate } from './destinations';

/** The most codes that may be guessed for a number in a calendar day by whoever asks for them. */
const guessesPerDay = 60;

/** Returns what is wrong with the combination of two limits; `undefined` if nothing is. */
export function tooManyGuesses(limits: { readonly daily: number; readonly maxAttempts: number }): string | undefined {
  const { daily, maxAttempts } = limits;
  if (daily * maxAttempts <= guessesPerDay) return undefined;
  return `at most ${Math.floor(guessesPerDay / maxAttempts)} with CODE_MAX_ATTEMPTS=${maxAttempts}, since ${guessesPerDay} guesses per number and day are the limit`;
}

/** The countries to which messages may be sent, and those whose messages have a template of their own. */
interface DestinationCodes {
  readonly allowed: readonly string[];
  readonly withDestination: readonly string[];
}

/** Returns what is wrong with the countries that `SMS_DESTINATIONS` names; `undefined` if nothing is. */
export function wrongDestinations({ allowed, withDestination }: DestinationCodes): string | undefined {
  const foreign = withDestination.filter((code) => !allowed.includes(code));
  if (foreign.length === 0) return undefined;
  return `countries of ALLOWED_COUNTRY_CODES (${allowed.join(', ')}), without ${foreign.join(', ')}`;
}

/**
 * Returns which destinations are missing, because one template would be for the Chinese mainland and for other countries; `undefined` if
 * none are.
 */
export function missingDestinations({ allowed, withDestination }: DestinationCodes): string | undefined {
  const others = sharingTemplate(allowed, withDestination);
  if (others.length === 0) return undefined;
  return `templates for ${others.join(', ')} as well, or for 86: one template is for 86 or for other countries, and these would share it`;
}
