/** The most codes that may be guessed for a number in a calendar day by whoever asks for them. */
const guessesPerDay = 60;

/** Returns what is wrong with the combination of two limits; `undefined` if nothing is. */
export function tooManyGuesses(limits: { readonly daily: number; readonly maxAttempts: number }): string | undefined {
  const { daily, maxAttempts } = limits;
  if (daily * maxAttempts <= guessesPerDay) return undefined;
  return `at most ${Math.floor(guessesPerDay / maxAttempts)} with CODE_MAX_ATTEMPTS=${maxAttempts}, since ${guessesPerDay} guesses per number and day are the limit`;
}
