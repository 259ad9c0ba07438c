import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordsFormat } from '../../../function/store/records-format';
import { replaceFile } from '../replace-file';
import { lastChangeOfDeployed } from './deployed-commit';
import { findCommit } from './find-commit';
import type { Fitness, SetVariables } from './fitness';
import { git } from './git';

/** The function of an earlier commit. */
export interface EarlierFunction {
  /** Path of its zip file. */
  readonly zipFile: string;
  /** The commit, for the tag `commit`: 12 hexadecimal digits. */
  readonly commit: string;
}

export interface EarlierFunctionOptions {
  /** Folder of the project, in a git repository. */
  readonly project: string;
  /** Such as `1a2b3c4d5e6f`. */
  readonly name: string;
  /** Variables that today's stack sets. */
  readonly variables: SetVariables;
}

/** Programs of a commit, which run in a folder with its files. */
const bundler = 'infra/function-bundle/cli.ts';
const fitnessProgram = 'infra/function-bundle/commit/fitness-cli.ts';
const lockFile = 'package-lock.json';

/**
 * Builds the function of an earlier commit with that commit's own bundler, and asks it whether it fits today's stack. It uses the
 * packages that are installed, or installs the commit's if its lock file is another one; install scripts do not run.
 *
 * @throws {Error} if the commit is unknown, if it cannot say what it needs, or if it does not fit
 */
export async function buildEarlierFunction({
  project,
  name,
  variables,
}: EarlierFunctionOptions): Promise<EarlierFunction> {
  const full = findCommit(project, name);
  const commit = lastChangeOfDeployed(project, full) ?? full.slice(0, 12);
  const folder = await mkdtemp(join(tmpdir(), 'earlier-function-'));
  try {
    const archive = git(project, 'archive', full);
    if (archive === undefined) throw new Error(`git cannot read the files of ${full}: git fetch may bring them.`);
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    if (!existsSync(join(folder, fitnessProgram))) throw new Error(tooEarly(name));
    await preparePackages(project, folder);
    const fitness: Fitness = JSON.parse(run(folder, fitnessProgram, JSON.stringify(variables)));
    refuseUnfit(name, fitness);
    run(folder, bundler);
    // A folder for each commit: another command may deploy another one at the same time.
    const output = join(project, 'dist', 'earlier-function', commit);
    await mkdir(output, { recursive: true });
    const zipFile = join(output, 'function.zip');
    await replaceFile(zipFile, await readFile(join(folder, 'dist', 'function', 'function.zip')));
    return { zipFile, commit };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function preparePackages(project: string, folder: string): Promise<void> {
  const read = (root: string) => readFileSync(join(root, lockFile), 'utf8');
  if (read(project) === read(folder)) return symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  console.error('Installing the packages of that commit…');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

/** Runs a program of the commit. @returns what it prints */
function run(folder: string, program: string, input = ''): string {
  const args = ['--import', 'tsx', program];
  return execFileSync(process.execPath, args, {
    cwd: folder,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

function refuseUnfit(name: string, { unknown, refused, missing, ...its }: Fitness): void {
  const reasons = [
    ...(its.recordsFormat === recordsFormat
      ? []
      : [
          `its records in Redis have format ${its.recordsFormat}, today's ${recordsFormat}: neither function can read the other's`,
        ]),
    ...(unknown.length > 0 ? [`it does not know ${unknown.join(', ')}, which the stack sets`] : []),
    ...(refused.length > 0 ? [`it does not take the stack's values of ${refused.join(', ')}`] : []),
    ...(missing.length > 0 ? [`it needs ${missing.join(', ')}, which the stack does not set`] : []),
  ];
  if (reasons.length === 0) return;
  throw new Error(
    `The function of ${name} does not fit today's infrastructure: ${reasons.join('; ')}. ${otherWay(name)}`,
  );
}

const tooEarly = (name: string) =>
  `${name} is from before functions could say which variables and records they need, so its function is not deployed with today's ` +
  `infrastructure. ${otherWay(name)}`;

const otherWay = (name: string) =>
  `Nothing was changed. Deploy a later commit, or undo the changes since with git revert, or check out ${name} and see with make diff ` +
  'what deploying all of it would change.';
