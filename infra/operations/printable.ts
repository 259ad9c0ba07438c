/** Characters that a terminal obeys or that change the order of others, but for tabs. */
const obeyed = /[^\P{Cc}\t]|\p{Cf}/gu;

/** Escapes what a terminal would obey in a text of others, as JSON does, so that JSON remains JSON. */
export function printable(text: string): string {
  return text.replace(obeyed, (found) =>
    Array.from(
      { length: found.length },
      (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
