import { readStackOptions, type StackOptions } from '../stack/stack-options';

/** The words of `ARGS`, by what they are for. */
export interface DoctorOptions {
  readonly help: boolean;
  readonly json: boolean;
  /** Those that `make deploy` takes, too. */
  readonly stack: StackOptions;
}

/** Options with which `terraform init` would change states. */
const changing = ['migrate-state', 'force-copy'];

/** Reads the words of `ARGS`. @throws {Error} about an option that the doctor does not take */
export function readDoctorOptions(words: readonly string[]): DoctorOptions {
  const valued = words.find((word) => /^--?(help|h|json)=/.test(word));
  if (valued !== undefined) throw new Error(`ARGS: ${valued.split('=')[0]} takes no value.`);
  const is = (name: string) => (word: string) => word === `-${name}` || word === `--${name}`;
  const has = (name: string) => words.some(is(name));
  const stack = readStackOptions(words.filter((word) => !['help', 'h', 'json'].some((name) => is(name)(word))));
  for (const name of changing) {
    if (!stack.init.some((option) => option.startsWith(`-${name}`))) continue;
    throw new Error(`ARGS: --${name} is not taken: the doctor changes nothing. Run make diff with it first.`);
  }
  return { help: has('help') || has('h'), json: has('json'), stack };
}
