import { parseArgs } from 'node:util';
import { type Comparison, compareAnswers, type Difference } from './compare-answers';
import { RecordingError, readLocalAnswers, readRecording } from './recording';

const usage = `Compares what Tencent Cloud answered with what the local cloud answers.

  npx tsx local-cloud/cli.ts parity FILE

FILE is what \`make acceptance\` wrote after it had asked a deployed environment, such as
acceptance/dev.json. Prints each point in which the local cloud answers otherwise. What only one of
the two was asked is no difference. The exit code is 0 if there is none, and 1 otherwise.
`;

export interface ParityOptions {
  /** Folder with what the local cloud answers, a file for each trigger, such as `function-url.json`. @default local-cloud/parity */
  readonly folder?: string;
  /** Prints a line of the result. @default console.log */
  readonly print?: (line: string) => void;
  /** Prints why nothing can be compared. @default console.error */
  readonly printError?: (line: string) => void;
}

/** Runs the sub-command `parity`. @returns the exit code */
export function runParity(args: readonly string[], options: ParityOptions = {}): number {
  const { folder = __dirname, print = console.log, printError = console.error } = options;
  const given = readArguments(args);
  if (given.kind === 'help') {
    print(usage);
    return 0;
  }
  if (given.kind === 'wrong') {
    printError(`${given.message}\nSee parity --help.`);
    return 1;
  }
  try {
    const { trigger, answers } = readRecording(given.file);
    const comparison = compareAnswers(answers, readLocalAnswers(folder, trigger));
    for (const line of describeComparison(comparison)) print(line);
    return comparison.compared > 0 && comparison.different === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    printError(error.message);
    return 1;
  }
}

type Given =
  | { readonly kind: 'help' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'wrong'; readonly message: string };

function readArguments(args: readonly string[]): Given {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    const [file, ...others] = positionals;
    if (file !== undefined && others.length === 0) return { kind: 'file', file };
    return { kind: 'wrong', message: `parity needs one FILE; found ${positionals.length}` };
  } catch (error) {
    return { kind: 'wrong', message: (error as Error).message };
  }
}

function describeComparison({ compared, differences, different, platformOnly, localOnly }: Comparison): string[] {
  return [
    ...differences.flatMap(describeDifference),
    ...(platformOnly.length > 0 ? [`The local cloud was not asked: ${printable(platformOnly.join(', '))}`] : []),
    ...(localOnly.length > 0 ? [`The platform was not asked: ${printable(localOnly.join(', '))}`] : []),
    summary(compared, different),
  ];
}

function describeDifference({ name: rawName, expected, found, isPartOfList }: Difference): string[] {
  const name = printable(rawName);
  if (!isPartOfList) {
    return [name, `  the platform:    ${expected ?? 'nothing'}`, `  the local cloud: ${found ?? 'nothing'}`];
  }
  return [
    name,
    ...(expected === undefined ? [] : [`  only the platform has:    ${expected}`]),
    ...(found === undefined ? [] : [`  only the local cloud has: ${found}`]),
  ];
}

/** Escapes control characters: the file may come from anybody, and a terminal acts on them. */
const printable = (name: string) => JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"');

function summary(compared: number, different: number): string {
  if (compared === 0) return 'The platform and the local cloud were asked nothing in common.';
  if (different === 0) return `The local cloud answers as the platform does: ${compared} answers compared.`;
  return (
    `The local cloud answers otherwise than the platform in ${different} of ${compared} answers. Change it to answer so, and the ` +
    'rows of docs/platform.md that it contradicts.'
  );
}
