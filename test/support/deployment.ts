import { rmSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { stackNameOf } from '../../infra/settings/stack-name';
import { stateFileOf } from '../../infra/terraform/state-location';
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
  /** Reads an output from the state. */
  output(name: string): Promise<string>;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/** What `terraform init` wrote for stacks with the local cloud's own providers, by the name of the stack. platform: init-repeated */
const initialized = new Map<string, string>();

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
  let [stackName, stackFolder] = ['', ''];
  const run = (...args: readonly string[]) => terraform(stackFolder, args, env, program);
  let isReady = false;

  async function ready(): Promise<void> {
    if (isReady) return;
    isReady = true;
    const ofTerraform = join(stackFolder, '.terraform');
    const known = registryProviders === undefined && program === undefined ? initialized.get(stackName) : undefined;
    if (known !== undefined) return cp(known, ofTerraform, { recursive: true });
    await succeed(run('init', '-input=false', ...pluginFolder));
    if (registryProviders !== undefined || program !== undefined) return;
    const kept = await mkdtemp(join(tmpdir(), 'initialized-'));
    process.once('exit', () => rmSync(kept, { recursive: true, force: true }));
    await cp(ofTerraform, kept, { recursive: true });
    initialized.set(stackName, kept);
  }

  return {
    synthesized,
    synthesize(settings, zipFile) {
      const app = new App({ outdir: synthesized });
      stackName = stackNameOf(settings.name);
      stackFolder = join(synthesized, 'stacks', stackName);
      new VerificationStack(app, stackName, { settings, sharedEnvironment: sharedBy(settings), zipFile });
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
    async output(name) {
      const { outputs } = JSON.parse(await readFile(join(folder, stateFileOf(stackName)), 'utf8'));
      return outputs[name].value;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function succeed(result: Promise<TerraformResult>): Promise<string> {
  const { code, printed } = await result;
  if (code !== 0) throw new Error(`Terraform ended with ${code}:\n${printed}`);
  return printed;
}
