/** Returns a typed number with the chosen country calling code, unless it has one itself. */
export function readNumber(typed: string, callingCode: string): string {
  const text = typed.trim();
  return /^(\+|00)/.test(text) ? text : `+${callingCode} ${text}`;
}

/** Finds six digits, also with spaces or hyphens, in a typed or pasted text, which may be a whole message. */
export function findCode(text: string): string | undefined {
  const found = /(?<!\d)\d(?:[\s-]?\d){5}(?!\d)/.exec(text.normalize('NFKC'))?.[0];
  return found?.replaceAll(/\D/g, '');
}
