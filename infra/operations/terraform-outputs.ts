import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../project-root';
import { stackNameOf } from '../settings/stack-name';
import { terraformEnvironment, terraformProgram } from './terraform-program';

const run = promisify(execFile);

/**
 * Reads an output of a deployed stack from its state.
 *
 * @param outputFolder folder to which cdktf writes the stacks, such as `cdktf.out`
 * @throws {Error} if the stack is not in the folder or not deployed; the message says what to do
 */
export async function readOutput(outputFolder: string, environment: string, name: string): Promise<string> {
  const stack = stackNameOf(environment);
  const folder = join(outputFolder, 'stacks', stack);
  const advice = `Deploy it first, or load its state with make diff ENVIRONMENT=${environment}.`;
  if (!existsSync(join(folder, '.terraform'))) {
    throw new Error(`${stack} is not in ${relative(projectRoot, folder) || folder}. ${advice}`);
  }
  const missing = `Terraform finds no output "${name}" of ${stack}. ${advice}`;
  const { stdout } = await run(terraformProgram, ['output', '-json', '-no-color'], {
    cwd: folder,
    env: terraformEnvironment(),
  }).catch((error) => {
    throw new Error(`${missing}\n${error.stderr ?? error.message}`.trim(), { cause: error });
  });
  const { [name]: output }: Readonly<Record<string, { readonly value: string } | undefined>> = JSON.parse(stdout);
  if (output === undefined) throw new Error(missing);
  return output.value;
}
