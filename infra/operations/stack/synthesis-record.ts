import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourcesHash } from '../../compilation/sources-hash';
import { deployedCommit } from '../../function-bundle/commit/deployed-commit';
import { projectRoot } from '../../project-root';

/** What a synthesis depends on. */
export interface SynthesisInput {
  /** The command of cdktf.json. */
  readonly app: string;
  /** The process environment of the app. */
  readonly env: NodeJS.ProcessEnv;
  /** Names of the stacks. */
  readonly stacks: readonly string[];
  /** Hash of the sources and the installed packages. @default - that of the running program, if it was compiled */
  readonly sources?: string | undefined;
}

/** The app whose sources are known. */
const ownApp = 'node infra/run.cjs infra/main.ts';

/** Variables that differ from one shell to the next, or from one command to the next. The names of the stacks have what ENVIRONMENT says. */
const withoutEffect = /^(_|SHLVL|PWD|OLDPWD|TMPDIR|ENVIRONMENT|CREATE_STATE_FILES|FUNCTION_COMMIT)$/;

/**
 * A key of everything that a synthesis depends on: the sources and the installed packages, of which `sources` is a hash, the app, its
 * process environment, the stacks and the commit.
 *
 * @returns `undefined` if not everything is known: the app is another one, deploys an earlier commit, or the program was not compiled
 */
export function synthesisKey({ app, env, stacks, sources = sourcesHash }: SynthesisInput): string | undefined {
  if (sources === undefined || app !== ownApp || env.FUNCTION_COMMIT) return undefined;
  const visible = Object.entries(env).filter(([name]) => !withoutEffect.test(name));
  return hashOf(
    JSON.stringify([
      sources,
      stacks,
      // Where the project is has no effect, but is in PATH.
      JSON.stringify(visible.sort(([one], [other]) => (one < other ? -1 : 1))).replaceAll(process.cwd(), '.'),
      deployedCommit(projectRoot) ?? '',
    ]),
  );
}

interface SynthesisRecord {
  readonly key: string;
  /** Hashes of the synthesized files, by their paths in the output folder. */
  readonly files: Readonly<Record<string, string>>;
}

const recordFile = (outputFolder: string) => join(outputFolder, 'synthesized.json');

/** Whether the output folder has what a synthesis with this key would write, to the byte. */
export function isSynthesized(outputFolder: string, key: string): boolean {
  try {
    const record: SynthesisRecord = JSON.parse(readFileSync(recordFile(outputFolder), 'utf8'));
    if (record.key !== key) return false;
    return JSON.stringify(record.files) === JSON.stringify(synthesizedFiles(outputFolder));
  } catch {
    return false;
  }
}

/** What stands in the place of the record while commands synthesize, or after one was interrupted. */
interface RunningSyntheses {
  /** IDs of the processes. */
  readonly running: readonly number[];
}

/** Takes the record away until the synthesis that begins has ended. */
export function beginSynthesis(outputFolder: string): void {
  const others = runningSyntheses(outputFolder).filter((pid) => pid !== process.pid && isAlive(pid));
  mkdirSync(outputFolder, { recursive: true });
  writeRecord(outputFolder, { running: [...others, process.pid] });
}

/**
 * Records that the output folder was synthesized with a key, unless another process has synthesized to it since `beginSynthesis`: nobody
 * knows which of the files are whose.
 */
export function recordSynthesis(outputFolder: string, key: string): void {
  const running = runningSyntheses(outputFolder);
  if (running.length !== 1 || running[0] !== process.pid) return;
  writeRecord(outputFolder, { key, files: synthesizedFiles(outputFolder) });
}

function runningSyntheses(outputFolder: string): readonly number[] {
  try {
    const { running = [] }: Partial<RunningSyntheses> = JSON.parse(readFileSync(recordFile(outputFolder), 'utf8'));
    return running;
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function writeRecord(outputFolder: string, record: SynthesisRecord | RunningSyntheses): void {
  // A file that exists would keep its mode. The key is a hash of the process environment: nobody else needs it to guess secrets.
  rmSync(recordFile(outputFolder), { force: true });
  writeFileSync(recordFile(outputFolder), JSON.stringify(record), { mode: 0o600 });
}

/** The manifest, and of each stack in it the configuration and the files that it refers to, without those of Terraform. */
function synthesizedFiles(outputFolder: string): Record<string, string> {
  const manifest = readFileSync(join(outputFolder, 'manifest.json'));
  const { stacks }: { readonly stacks: object } = JSON.parse(manifest.toString('utf8'));
  const files = Object.keys(stacks).flatMap((stack) => {
    const folder = join('stacks', stack);
    const assets = join(folder, 'assets');
    const names = existsSync(join(outputFolder, assets)) ? filesIn(outputFolder, assets) : [];
    return [join(folder, 'cdk.tf.json'), ...names];
  });
  return {
    'manifest.json': hashOf(manifest),
    ...Object.fromEntries(files.sort().map((file) => [file, hashOf(readFileSync(join(outputFolder, file)))])),
  };
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
