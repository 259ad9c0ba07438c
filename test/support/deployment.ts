import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { stackNameOf } from '../../infra/settings/stack-name';
import { VerificationStack } from '../../infra/verification-stack';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { sharedBy } from './synthesize';
import { type TerraformResult, terraform } from './terraform';

/** A stack in a temporary folder, which Terraform plans and applies to a local cloud. */
export interface Deployment {
  /** Folder of the synthesized stacks, like `cdktf.out` in a project. */
  readonly synthesized: string;
  /** Synthesizes the stack, like `cdktf synth`. */
  synthesize(settings: EnvironmentSettings, zipFile: string): void;
  /** Applies the stack; throws an error with Terraform's output if that fails. */
  apply(): Promise<string>;
  /** Plans the stack; the exit code is 0 for no changes and 2 for changes. */
  plan(): Promise<TerraformResult>;
  run(...args: readonly string[]): Promise<TerraformResult>;
  output(name: string): Promise<string>;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/**
 * Creates the folder for a stack that is deployed to a local cloud.
 *
 * @param registryProviders folder with the registry's provider, which then deploys instead of the local cloud's own
 * @param program command of Terraform or OpenTofu; by default the one that all tests use
 */
export async function createDeployment(
  cloud: LocalCloud,
  registryProviders?: string,
  program?: string,
): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'deployment-'));
  const environment = registryProviders === undefined ? cloud.env : cloud.registryEnv;
  const env = terraformEnvironment(environment);
  const pluginFolder = registryProviders === undefined ? [] : [`-plugin-dir=${registryProviders}`];
  const synthesized = join(folder, 'cdktf.out');
  let stackFolder = '';
  const run = (...args: readonly string[]) => terraform(stackFolder, args, env, program);
  let isReady = false;

  async function ready(): Promise<void> {
    if (!isReady) await succeed(run('init', '-input=false', ...pluginFolder));
    isReady = true;
  }

  return {
    synthesized,
    synthesize(settings, zipFile) {
      const app = new App({ outdir: synthesized });
      const stack = stackNameOf(settings.name);
      stackFolder = join(synthesized, 'stacks', stack);
      new VerificationStack(app, stack, { settings, sharedEnvironment: sharedBy(settings), zipFile });
      app.synth();
    },
    async apply() {
      await ready();
      return succeed(run('apply', '-input=false', '-auto-approve'));
    },
    async plan() {
      await ready();
      return run('plan', '-input=false', '-detailed-exitcode');
    },
    async run(...args) {
      await ready();
      return run(...args);
    },
    output: async (name) => (await succeed(run('output', '-raw', name))).trim(),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function succeed(result: Promise<TerraformResult>): Promise<string> {
  const { code, printed } = await result;
  if (code !== 0) throw new Error(`Terraform ended with ${code}:\n${printed}`);
  return printed;
}
