import { readStackOptions, type StackOptions } from '../stack/stack-options';

/** The words of `ARGS`, by what they are for. */
export interface AcceptanceOptions {
  readonly help: boolean;
  /** Folder for the results. */
  readonly results: string;
  /** Those that `make deploy` takes, too. */
  readonly stack: StackOptions;
}

/** Reads the words of `ARGS`. @throws {Error} about an option that the command does not take */
export function readAcceptanceOptions(words: readonly string[]): AcceptanceOptions {
  let results = 'acceptance';
  let help = false;
  const others: string[] = [];
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--?(help|h|results)(?:=(.*))?$/.exec(word) ?? [];
    const isValue = /^--?results$/.test(words[index - 1] ?? '');
    if (name === 'results') results = readFolder(value ?? words[index + 1]);
    else if (name !== undefined) help = true;
    else if (!isValue) others.push(word);
  }
  return { help, results, stack: readStackOptions(others) };
}

function readFolder(folder: string | undefined): string {
  if (folder !== undefined && /^[^-]/.test(folder)) return folder;
  throw new Error('ARGS: found --results without a folder; allowed: --results FOLDER.');
}
