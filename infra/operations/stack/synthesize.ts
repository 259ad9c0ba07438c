import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSourcesHash } from '../../compilation/sources-hash';
import { listEnvironments } from '../../settings/environments';
import { environmentOf, stackNameOf } from '../../settings/stack-name';
import { initializedStacks } from '../../terraform/initialized-stacks';
import { keepFilesPrivate, needsStateFiles } from '../../terraform/private-files';
import { beginSynthesis, isSynthesized, recordSynthesis, synthesisKey } from './synthesis-record';

/** For commands that only read: lets the app create no empty files for states, of which some would stay for environments that nobody deployed. */
export const withoutStateFiles: NodeJS.ProcessEnv = { CREATE_STATE_FILES: 'no' };

/**
 * Variables that the app does not get: values of Terraform variables must not get into the synthesized files, and what is meant for
 * Terraform, for make and its commands, or for calls of the account's API has nothing to do with them.
 */
const hidden = new RegExp(
  [
    '^(TF_|TENCENTCLOUD_|MAKE)',
    '^(MFLAGS|ARGS|COMMIT|FULL|LINES|PHONE|RELEASE|SINCE|SWEEP|TESTS)$',
    '^((API|SMS|CAPTCHA)_ENDPOINT|NAME_SERVER|HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE)$',
  ].join('|'),
);

/**
 * Synthesizes the stacks: runs the app of cdktf.json as cdktf does, but without cdktf.
 *
 * platform: cdktf-runs-app
 *
 * @param outputFolder such as `cdktf.out`
 *
 * @throws {Error} if the synthesis fails; the app has printed why
 */
export async function synthesizeStacks(outputFolder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await synthesize(readInput(env), outputFolder);
}

/**
 * Synthesizes the stacks unless the output folder has what a synthesis would write.
 *
 * @throws {Error} if the synthesis fails; the app has printed why
 */
export async function synthesizeChanges(outputFolder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const input = readInput(env);
  const key = keyOf(input, outputFolder);
  if (key === undefined || !isSynthesized(outputFolder, key)) return synthesize(input, outputFolder);
  const { ENVIRONMENT: requested = '' } = env;
  await keepFilesPrivate({
    outputFolder,
    projectFolder: process.cwd(),
    withStateFile: needsStateFiles(env) ? [stackNameOf(requested)] : [],
  });
}

interface AppInput {
  readonly app: string;
  /** The process environment of the app. */
  readonly env: NodeJS.ProcessEnv;
}

function readInput(env: NodeJS.ProcessEnv): AppInput {
  if (!existsSync('cdktf.json')) {
    throw new Error(
      `There is no cdktf.json in ${process.cwd()}. Run the command in the folder of the project, as make does.`,
    );
  }
  const { app }: { readonly app: string } = JSON.parse(readFileSync('cdktf.json', 'utf8'));
  return { app, env: Object.fromEntries(Object.entries(env).filter(([name]) => !hidden.test(name))) };
}

async function runApp({ app, env }: AppInput, outputFolder: string): Promise<void> {
  const child = spawn(app, {
    shell: true,
    // What the app prints is about the synthesis, not the output of a command.
    stdio: ['ignore', process.stderr, 'inherit'],
    env: { ...env, CDKTF_OUTDIR: outputFolder },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The synthesis has failed.');
}

/** Runs the app, and records what it has synthesized, unless something changed meanwhile: nobody knows whether the app used it. */
async function synthesize(input: AppInput, outputFolder: string): Promise<void> {
  const key = keyOf(input, outputFolder);
  beginSynthesis(outputFolder);
  await runApp(input, outputFolder);
  if (key === undefined || key !== keyOf(input, outputFolder, currentSourcesHash())) return;
  recordSynthesis(outputFolder, key);
}

/** @param sources hash of the sources. @default - that of the running program */
function keyOf(input: AppInput, outputFolder: string, sources?: string): string | undefined {
  return synthesisKey({ ...input, sources, stacks: stacksToSynthesize(outputFolder, input.env) });
}

/** The names of the stacks that the app synthesizes. */
function stacksToSynthesize(outputFolder: string, env: NodeJS.ProcessEnv): readonly string[] {
  const previews = initializedStacks(outputFolder).flatMap((stack) => environmentOf(stack) ?? []);
  return listEnvironments(env.ENVIRONMENT ?? '', ...previews)
    .map(({ name }) => stackNameOf(name))
    .sort();
}

/** The names of the stacks that were synthesized. */
export function listStacks(outputFolder: string): string[] {
  const { stacks }: { readonly stacks: object } = JSON.parse(readFileSync(join(outputFolder, 'manifest.json'), 'utf8'));
  return Object.keys(stacks);
}
