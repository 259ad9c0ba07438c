import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ConfiguredStack,
  forgetDeployment,
  isDeployed,
  recordDeployment,
} from '../../../../infra/operations/stack/deployment-record';

const writeState = (folder: string, revision: { readonly lineage: string; readonly serial: number }) =>
  writeFileSync(join(folder, 'state'), JSON.stringify({ version: 4, ...revision, resources: [] }));

/** A stack as after a deployment. */
async function deployedStack(): Promise<ConfiguredStack> {
  const folder = mkdtempSync(join(tmpdir(), 'deployed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.terraform'));
  for (const name of ['cdk.tf.json', 'values', 'a.auto.tfvars']) writeFileSync(join(folder, name), 'before');
  const backend = { config: { path: join(folder, 'state') } };
  writeFileSync(join(folder, '.terraform', 'terraform.tfstate'), JSON.stringify({ backend }));
  writeState(folder, { lineage: 'a', serial: 1 });
  const stack = { folder, planOptions: [`-var-file=${join(folder, 'values')}`], env: { TF_VAR_one: '1', HOME: '/' } };
  await recordDeployment(stack);
  return stack;
}

describe('The record of a deployment', () => {
  it('holds for the same settings and values, whatever else the command gets', async () => {
    const stack = await deployedStack();
    expect(await isDeployed(stack)).toBe(true);
    const { planOptions, env } = stack;
    const others = { planOptions: ['-lock=false', ...planOptions], env: { ...env, HOME: '/home', TF_LOG: '1' } };
    expect(await isDeployed({ ...stack, ...others })).toBe(true);
  });

  it.each(['cdk.tf.json', 'values', 'a.auto.tfvars'])('does not hold for another %s', async (name) => {
    const stack = await deployedStack();
    writeFileSync(join(stack.folder, name), 'after');
    expect(await isDeployed(stack)).toBe(false);
  });

  it('does not hold for other values', async () => {
    const stack = await deployedStack();
    expect(await isDeployed({ ...stack, env: { ...stack.env, TF_VAR_one: '2' } })).toBe(false);
    expect(await isDeployed({ ...stack, planOptions: [...stack.planOptions, '-var=one=2'] })).toBe(false);
  });

  it.each([
    { lineage: 'a', serial: 2 },
    { lineage: 'b', serial: 1 },
  ])('does not hold once somebody else has deployed: $lineage, $serial', async (revision) => {
    const stack = await deployedStack();
    writeState(stack.folder, revision);
    expect(await isDeployed(stack)).toBe(false);
  });

  it('is not kept if the state cannot be read, which is no reason to fail', async () => {
    const stack = await deployedStack();
    writeFileSync(join(stack.folder, 'state'), '{');
    await recordDeployment({ ...stack, env: { ...stack.env, PATH: '' } });
    writeState(stack.folder, { lineage: 'a', serial: 1 });
    expect(await isDeployed(stack)).toBe(false);
  });

  it('is forgotten when something begins that may end half-way', async () => {
    const stack = await deployedStack();
    forgetDeployment(stack.folder);
    expect(await isDeployed(stack)).toBe(false);
  });

  it('can be read by its owner alone, since it was made of secrets', async () => {
    const { folder } = await deployedStack();
    expect(statSync(join(folder, '.terraform', 'deployed')).mode & 0o777).toBe(0o600);
  });

  it('is not kept where Terraform keeps its files elsewhere', async () => {
    const { folder, ...others } = await deployedStack();
    rmSync(join(folder, '.terraform'), { recursive: true });
    await recordDeployment({ folder, ...others });
    expect(await isDeployed({ folder, ...others })).toBe(false);
  });
});
