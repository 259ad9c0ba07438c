import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A reply of the service, of a back end or of the inbox. */
export type Reply = { readonly [field: string]: unknown };

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

/** Runs a command as it stands in a document, and returns the reply that it prints. */
export async function runCommand(text: string, variables: Readonly<Record<string, string>>): Promise<Reply> {
  const env = { PATH: process.env.PATH, ...variables };
  const { stdout } = await promisify(execFile)('bash', ['-euc', text], { env });
  return JSON.parse(stdout) as Reply;
}
