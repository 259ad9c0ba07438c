/** The most codes that may be guessed for a number in a calendar day by whoever asks for them. */
const guessesPerDay = 60;

/** Returns what is wrong with the combination of two limits; `undefined` if nothing is. */
export function tooManyGuesses(limits: { readonly daily: number; readonly maxAttempts: number }): string | undefined {
  const { daily, maxAttempts } = limits;
  if (daily * maxAttempts <= guessesPerDay) return undefined;
  return `at most ${Math.floor(guessesPerDay / maxAttempts)} with CODE_MAX_ATTEMPTS=${maxAttempts}, since ${guessesPerDay} guesses per number and day are the limit`;
}

/**
 * Returns what is wrong with countries to which messages are sent with the same template; `undefined` if nothing is. A template is
 * either for the Chinese mainland or for other countries, and so is each message.
 *
 * platform: sms-template-countries
 */
export function mixedCountries(countryCodes: readonly string[]): string | undefined {
  const toMainland = countryCodes.filter((code) => code === '86').length;
  if (toMainland === 0 || toMainland === countryCodes.length) return undefined;
  return 'either 86 or other codes, since a template is for the Chinese mainland or for other countries, not for both';
}
