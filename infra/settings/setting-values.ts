import * as z from 'zod';

/** A whole number between two limits, which are allowed, too. */
export const wholeNumber = (min: number, max: number) => {
  const allowed = `a whole number from ${min} to ${max}`;
  return z.int(allowed).min(min, allowed).max(max, allowed);
};
/** A multiple of a step, from the step itself on. */
export const multipleOf = (step: number, max: number) => {
  const allowed = `a multiple of ${step}, up to ${max}`;
  return z.int(allowed).min(step, allowed).max(max, allowed).multipleOf(step, allowed);
};
/** A text that matches a pattern. @param allowed what errors say is allowed */
export const textLike = (pattern: RegExp, allowed: string) => z.string(allowed).regex(pattern, allowed);
/** One of some words. */
export const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, words.join(', '));

/** The platform allows 60 bytes, for Redis 59. The limit is lower here because some names get a suffix. platform: name-length, redis-name */
export const displayName = textLike(
  /^[\w .-]{1,50}$/,
  'up to 50 letters, digits, spaces, dots, hyphens or underscores',
);

const namePattern = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;
/** Name of an environment. */
export const environmentName = textLike(
  namePattern,
  'up to 20 lower-case letters, digits and hyphens, a letter first and no hyphen last',
);
