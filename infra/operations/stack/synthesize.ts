import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutGeneralOptions } from './capture-terraform';

/** For commands that only read: lets the app create no empty files for states, of which some would stay for environments that nobody deployed. */
export const withoutStateFiles: NodeJS.ProcessEnv = { CREATE_STATE_FILES: 'no' };

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
  if (!existsSync('cdktf.json')) {
    throw new Error(
      `There is no cdktf.json in ${process.cwd()}. Run the command in the folder of the project, as make does.`,
    );
  }
  const { app }: { readonly app: string } = JSON.parse(readFileSync('cdktf.json', 'utf8'));
  // Values of Terraform variables must not get into the synthesized files.
  const visible = Object.entries(withoutGeneralOptions(env)).filter(([name]) => !name.startsWith('TF_VAR_'));
  const child = spawn(app, {
    shell: true,
    // What the app prints is about the synthesis, not the output of a command.
    stdio: ['ignore', process.stderr, 'inherit'],
    env: { ...Object.fromEntries(visible), CDKTF_OUTDIR: outputFolder },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The synthesis has failed.');
}

/** The names of the stacks that were synthesized. */
export function listStacks(outputFolder: string): string[] {
  const { stacks }: { readonly stacks: object } = JSON.parse(readFileSync(join(outputFolder, 'manifest.json'), 'utf8'));
  return Object.keys(stacks);
}
