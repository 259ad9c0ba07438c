import * as z from 'zod/mini';

/** Reads a variable's text; `undefined` means that the text is not allowed. */
export type Reader<T> = (text: string) => T | undefined;

/** A variable: what is allowed in it (told to the person who sets it), and how its text is read. */
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

/** A whole number between two bounds, both included. */
export function wholeNumber(least: number, most: number) {
  return variable(`a whole number from ${least} to ${most}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]) {
  return variable(words.join(' or '), (text) => words.find((word) => word === text));
}

/** Items separated by commas; every one has to be readable. */
export function listOf<T>(allowed: string, readItem: Reader<T>) {
  return variable(allowed, (text) => {
    const items = text.split(',').map((item) => readItem(item.trim()));
    return items.every((item) => item !== undefined) ? items : undefined;
  });
}

/** Text that matches a pattern. */
export function textLike(allowed: string, pattern: RegExp) {
  return variable(allowed, (text) => (pattern.test(text) ? text : undefined));
}
