/** Prefixes a typed number with the chosen country calling code, unless the user typed a country calling code. */
export function addCallingCode(typed: string, callingCode: string): string {
  const text = typed.trim();
  return /^(\+|00)/.test(text) ? text : `+${callingCode} ${text}`;
}

/** Finds a code of six digits, with or without spaces or hyphens, in a typed or pasted text such as a whole message. */
export function findCode(text: string): string | undefined {
  const found = /(?<!\d)\d(?:[\s-]?\d){5}(?!\d)/.exec(text.normalize('NFKC'))?.[0];
  return found?.replaceAll(/\D/g, '');
}
