/** Splits an error for people into its first sentence, without the full stop, and the others, which say what to do. */
export function splitMessage(message: string): { readonly found: string; readonly advice: string } {
  const [found = '', ...advice] = message.split(/(?<=\.) (?=[A-Z])/);
  return { found: found.replace(/[.:]\s*$/, ''), advice: advice.join(' ') };
}
