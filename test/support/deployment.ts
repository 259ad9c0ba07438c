import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { stackNameOf } from '../../infra/settings/stack-name';
import { VerificationStack } from '../../infra/verification-stack';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { type TerraformResult, terraform } from './terraform';

/** A stack in a folder of its own, to be planned and applied by Terraform to a local cloud. */
export interface Deployment {
  /** Where stacks are written, as `cdktf.out` in a project. */
  readonly synthesized: string;
  /** Writes the stack anew, as `cdktf synth` does. */
  synthesize(settings: EnvironmentSettings, zipFile: string): void;
  /** Applies it; the test fails where that fails. */
  apply(): Promise<string>;
  /** Plans it; the exit code is 0 for no changes, 2 for changes. */
  plan(): Promise<TerraformResult>;
  run(...args: readonly string[]): Promise<TerraformResult>;
  output(name: string): Promise<string>;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** Values for variables that not every environment has. */
const variables = { TF_VAR_alarm_receiver_ids: '[100012345678]', TF_VAR_sms_proof_image: 'aGVsbG8=' };

/**
 * Makes a folder for a stack of the local cloud.
 *
 * @param registryProviders folder with the provider of the registry, to be used in place of the local cloud's own
 */
export async function createDeployment(cloud: LocalCloud, registryProviders?: string): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'deployment-'));
  const environment = registryProviders === undefined ? cloud.env : cloud.registryEnv;
  const env = terraformEnvironment({ ...environment, ...variables });
  const pluginFolder = registryProviders === undefined ? [] : [`-plugin-dir=${registryProviders}`];
  const synthesized = join(folder, 'cdktf.out');
  let stackFolder = '';
  const run = (...args: readonly string[]) => terraform(stackFolder, args, env);
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
      new VerificationStack(app, stack, { settings, zipFile });
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
