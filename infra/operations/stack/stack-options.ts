import { resolve } from 'node:path';

/** The words of `ARGS`, by what they are for. */
export interface StackOptions {
  /** Whether to change the account without asking. */
  readonly approved: boolean;
  /** Folder to which the stacks are synthesized. */
  readonly outputFolder: string;
  /** Options of `terraform init`. */
  readonly init: readonly string[];
  /** Options of `terraform plan`. */
  readonly plan: readonly string[];
  /** Options of `terraform apply` with a plan. */
  readonly apply: readonly string[];
}

type Phase = 'init' | 'plan' | 'apply';

/** The options of Terraform and OpenTofu that make sense for a stack, with the commands that take them. platform: terraform-options */
const phases: Readonly<Record<string, readonly Phase[]>> = {
  'no-color': ['init', 'plan', 'apply'],
  lock: ['init', 'plan', 'apply'],
  'lock-timeout': ['init', 'plan', 'apply'],
  'compact-warnings': ['plan', 'apply'],
  parallelism: ['plan', 'apply'],
  'backend-config': ['init'],
  'force-copy': ['init'],
  lockfile: ['init'],
  'migrate-state': ['init'],
  'plugin-dir': ['init'],
  reconfigure: ['init'],
  upgrade: ['init'],
  'detailed-exitcode': ['plan'],
  json: ['plan'],
  refresh: ['plan'],
  'refresh-only': ['plan'],
  replace: ['plan'],
  target: ['plan'],
  var: ['plan'],
  'var-file': ['plan'],
  // Of OpenTofu only, which Terraform refuses itself.
  concise: ['plan', 'apply'],
  'consolidate-errors': ['plan', 'apply'],
  'consolidate-warnings': ['plan', 'apply'],
  deprecation: ['plan', 'apply'],
  exclude: ['plan'],
  'exclude-file': ['plan'],
  'target-file': ['plan'],
};

/** Options whose value is a path, which counts from the current folder and not from the stack's. */
const pathOptions = ['var-file', 'plugin-dir', 'exclude-file', 'target-file'];

/** Options that the commands set themselves, or that only cdktf has, with what to do instead. */
const refused: Readonly<Record<string, string>> = {
  out: 'the plan holds secrets, so it is a temporary file',
  destroy: 'use make destroy',
  input: 'the commands never ask for input',
  'skip-provider-lock': 'it is an option of cdktf, and not needed here',
  'skip-synth': 'it is an option of cdktf; the stacks are always synthesized',
  'outputs-file': 'it is an option of cdktf; use terraform output -json in the folder of the stack',
};

/**
 * Reads the words of `ARGS`. The options are Terraform's, with one or two hyphens, but for `--auto-approve` and `--output FOLDER`.
 *
 * @throws {Error} about an option that the commands do not take
 */
export function readStackOptions(words: readonly string[]): StackOptions {
  const terraform: Record<Phase, string[]> = { init: [], plan: [], apply: [] };
  let approved = false;
  let outputFolder = 'cdktf.out';
  for (const { name, value } of readWords(words)) {
    const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (reason !== undefined) throw new Error(`ARGS: --${name} is not taken: ${reason}.`);
    if (name === 'auto-approve') approved = readFlag(name, value);
    else if (name === 'output' || name === 'o') outputFolder = value ?? outputFolder;
    else for (const phase of phasesOf(name)) terraform[phase].push(toWord(name, value));
  }
  return { approved, outputFolder, ...terraform };
}

function phasesOf(name: string): readonly Phase[] {
  if (Object.hasOwn(phases, name)) return phases[name] ?? [];
  throw new Error(
    `ARGS: found "--${name}"; allowed: --auto-approve, --output FOLDER, and options of terraform plan such as --var-file FILE ` +
      'or --target ADDRESS, which terraform plan -help lists.',
  );
}

function readFlag(name: string, value = 'true'): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`ARGS: found "--${name}=${value}"; allowed: --${name}.`);
}

interface Option {
  readonly name: string;
  readonly value?: string;
}

/** A word without a hyphen is the value of the option before it, as in `-var name=value`. */
function readWords(words: readonly string[]): Option[] {
  const options: Option[] = [];
  for (const word of words) {
    const [, name, value] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) {
      options.push(value === undefined ? { name } : { name, value });
      continue;
    }
    const last = options.pop();
    if (last === undefined || last.value !== undefined || word.startsWith('-')) {
      throw new Error(`ARGS: found "${word}"; allowed: options such as --auto-approve or --var-file FILE.`);
    }
    options.push({ ...last, value: word });
  }
  return options;
}

function toWord(name: string, value: string | undefined): string {
  if (value === undefined) return `-${name}`;
  return `-${name}=${pathOptions.includes(name) ? resolve(value) : value}`;
}
