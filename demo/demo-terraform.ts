import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { App } from 'cdktf';
import { bundleFunction } from '../infra/function-bundle/function-bundle';
import { runTerraform, type TerraformEnd } from '../infra/operations/run-terraform';
import { terraformEnvironment, terraformProgram } from '../infra/operations/terraform-program';
import { checkEnvironment } from '../infra/settings/check-environment';
import { publishedPresets } from '../infra/settings/published-presets';
import { VerificationStack } from '../infra/verification-stack';
import type { RunningCloud } from '../local-cloud/running-cloud';
import { demoFolder, outputFolder, stackFolder, stackName } from './demo-folder';
import { endProcesses, findProcesses } from './processes';

/** Whether to deploy with the provider from the registry instead of the local cloud's own. @default false */
export const usesRegistry = process.env.PROVIDER === 'registry';
/** Seconds in which Terraform has to finish what it has begun, before it is killed. */
const patienceSeconds = 60;

/** Tells the demo's Terraform from others: it is run with the absolute path of the stack's folder. */
const folderOption = `-chdir=${stackFolder}`;
const programs = ['terraform', 'tofu', basename(terraformProgram)];
const isDemoTerraform = (command: string) => {
  const [program = '', rest] = command.split(` ${folderOption} `);
  return rest !== undefined && programs.includes(basename(program));
};

/**
 * Synthesizes the stack, in this process: a child process could go on after it was killed, and write to the folder when everything
 * else is removed. The state is always in the demo's folder, whatever `STATE_BUCKET` says.
 */
export async function synthesize(): Promise<void> {
  const settings = checkEnvironment(publishedPresets.demo);
  const { zipFile } = await bundleFunction({ outputFolder: join(demoFolder, 'function') });
  // What another version, or the other one of Terraform and OpenTofu, has initialized.
  rmSync(outputFolder, { recursive: true, force: true });
  const app = new App({ outdir: outputFolder });
  new VerificationStack(app, stackName, { settings, zipFile });
  app.synth();
}

/** Initializes the stack's folder, and runs another command of Terraform there if that has worked. */
export async function terraform(cloud: RunningCloud, ...command: readonly string[]): Promise<TerraformEnd> {
  const initialized = await run(cloud, ['init']);
  return initialized.code === 0 && initialized.interrupted === 'no' ? run(cloud, command) : initialized;
}

function run(cloud: RunningCloud, [command = '', ...options]: readonly string[]): Promise<TerraformEnd> {
  const plain = process.stdout.isTTY && !process.env.NO_COLOR ? [] : ['-no-color'];
  const args = [folderOption, command, '-input=false', ...plain, ...options];
  const env = terraformEnvironment(usesRegistry ? cloud.registryEnv : cloud.env);
  return runTerraform({ folder: demoFolder, args, env });
}

/** Waits until a Terraform has ended whose `make demo` was killed. It would change the account and the state at the same time. */
export async function endEarlierTerraform(): Promise<void> {
  const [pid] = findProcesses(isDemoTerraform);
  if (pid === undefined) return;
  console.log(`Terraform of an earlier run is still at work (process ${pid}). It finishes what it has begun…`);
  await endProcesses(isDemoTerraform, 'SIGINT', patienceSeconds * 1000);
}
