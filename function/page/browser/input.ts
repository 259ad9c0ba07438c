/** A number as it was typed, with the chosen country calling code unless it has one of its own. */
export function readNumber(typed: string, callingCode: string): string {
  const text = typed.trim();
  return /^(\+|00)/.test(text) ? text : `+${callingCode} ${text}`;
}

/** Six digits out of what was typed or pasted: perhaps with spaces or hyphens, perhaps a whole message. */
export function findCode(text: string): string | undefined {
  const found = /(?<!\d)\d(?:[\s-]?\d){5}(?!\d)/.exec(text.normalize('NFKC'))?.[0];
  return found?.replaceAll(/\D/g, '');
}
