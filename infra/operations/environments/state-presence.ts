import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackNameOf } from '../../settings/stack-name';
import { type StateBucket, stateFileOf, statePrefixOf } from '../../terraform/state-location';
import { captureTerraform } from '../stack/capture-terraform';
import { parseState } from '../stack/terraform-state';
import { terraformEnvironment } from '../terraform-program';

/** Whether the state of an environment is there. It is `missing` if it is empty, too. */
export type StatePresence =
  | { readonly state: 'there' | 'missing' }
  /** Why it could not be read, in a line. */
  | { readonly state: 'unknown'; readonly reason: string };

/**
 * Looks for the state of an environment, in the bucket or else beside cdktf.json. It changes nothing. From a bucket, Terraform or
 * OpenTofu reads it, since their access to it is what a deployment needs.
 */
export async function findState(environment: string, bucket: StateBucket | undefined): Promise<StatePresence> {
  const stack = stackNameOf(environment);
  try {
    if (bucket !== undefined) return presenceOf(await pullState(stack, bucket));
    const file = stateFileOf(stack);
    return presenceOf(existsSync(file) ? readFileSync(file, 'utf8') : '');
  } catch (error) {
    return { state: 'unknown', reason: (error as Error).message.replaceAll(/\s+/g, ' ').trim() };
  }
}

const presenceOf = (text: string): StatePresence => ({ state: parseState(text).types.size > 0 ? 'there' : 'missing' });

async function pullState(stack: string, { bucket, region }: StateBucket): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'state-'));
  try {
    const backend = { cos: { bucket, region, prefix: statePrefixOf(stack), encrypt: true } };
    await writeFile(join(folder, 'backend.tf.json'), JSON.stringify({ terraform: { backend } }));
    const options = { folder, env: terraformEnvironment() };
    for (const args of [
      ['init', '-input=false', '-no-color'],
      ['state', 'pull'],
    ]) {
      const { code, stdout, stderr } = await captureTerraform(args, options);
      if (code !== 0) throw new Error(stderr);
      if (args[0] === 'state') return stdout;
    }
    return '';
  } finally {
    await rm(folder, { recursive: true });
  }
}
