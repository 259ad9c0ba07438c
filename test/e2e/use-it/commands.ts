/** A command of a document. */
export interface Command {
  readonly text: string;
  /** The reply that is shown below it. */
  readonly shown: unknown;
}

/** Returns the commands of a document that call the service, in order, as they stand there. */
export function readCommands(document: string): Command[] {
  const blocks = [...document.matchAll(/^( *)```sh\n( *curl [\s\S]*?)^\1```\n(?:\s*```json\n([\s\S]*?)^\1```$)?/gm)];
  return blocks.map(([, indentation = '', text = '', shown]) => {
    if (shown === undefined) throw new Error(`The document shows no reply below:\n${text}`);
    return { text: text.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''), shown: JSON.parse(shown) };
  });
}

/** Returns a value with each text and number replaced by its type, so that only the fields remain. */
export function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fieldsOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fieldsOf(field)]));
}
