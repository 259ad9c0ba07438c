import * as z from 'zod/mini';

/** Converts the text of a variable to a value; returns `undefined` if the text is not allowed. */
export type Reader<T> = (text: string) => T | undefined;

/**
 * Creates the schema of a variable.
 *
 * @param allowed describes the allowed values in error messages
 */
export function variable<T>(allowed: string, read: Reader<T>) {
  return z.pipe(
    z.string({ error: allowed }),
    z.transform<string, T>((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: allowed, input: text });
      return z.NEVER;
    }),
  );
}

/** The value of a text, or what is allowed instead. */
export type Reading<T> = { readonly value: T } | { readonly allowed: string };

/** Creates the schema of a variable whose text has parts, so that the error says which part is wrong. */
export function structured<T>(read: (text: string) => Reading<T>) {
  return z.pipe(
    z.string(),
    z.transform<string, T>((text, context) => {
      const reading = read(text);
      if ('value' in reading) return reading.value;
      context.issues.push({ code: 'custom', message: reading.allowed, input: text });
      return z.NEVER;
    }),
  );
}

/** A whole number within inclusive bounds. */
export function wholeNumber(minimum: number, maximum: number) {
  return variable(`a whole number from ${minimum} to ${maximum}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  });
}

/** One of several words. */
export function oneOf<const Word extends string>(...words: readonly Word[]) {
  return variable(words.join(' or '), (text) => words.find((word) => word === text));
}

/** A comma-separated list; every item must be valid. */
export function listOf<T>(allowed: string, readItem: Reader<T>) {
  return variable(allowed, (text) => {
    const items = text.split(',').map((item) => readItem(item.trim()));
    return items.every((item) => item !== undefined) ? items : undefined;
  });
}

/** A text that matches a pattern. */
export function textLike(allowed: string, pattern: RegExp) {
  return variable(allowed, (text) => (pattern.test(text) ? text : undefined));
}
