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

/** A stack as after a deployment. */
function deployedStack(): ConfiguredStack {
  const folder = mkdtempSync(join(tmpdir(), 'deployed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.terraform'));
  for (const name of ['cdk.tf.json', 'values', 'a.auto.tfvars']) writeFileSync(join(folder, name), 'before');
  const stack = { folder, planOptions: [`-var-file=${join(folder, 'values')}`], env: { TF_VAR_one: '1', HOME: '/' } };
  recordDeployment(stack);
  return stack;
}

describe('The record of a deployment', () => {
  it('holds for the same settings and values, whatever else the command gets', () => {
    const stack = deployedStack();
    expect(isDeployed(stack)).toBe(true);
    const { planOptions, env } = stack;
    const others = { planOptions: ['-lock=false', ...planOptions], env: { ...env, HOME: '/home', TF_LOG: '1' } };
    expect(isDeployed({ ...stack, ...others })).toBe(true);
  });

  it.each(['cdk.tf.json', 'values', 'a.auto.tfvars'])('does not hold for another %s', (name) => {
    const stack = deployedStack();
    writeFileSync(join(stack.folder, name), 'after');
    expect(isDeployed(stack)).toBe(false);
  });

  it('does not hold for other values', () => {
    const stack = deployedStack();
    expect(isDeployed({ ...stack, env: { ...stack.env, TF_VAR_one: '2' } })).toBe(false);
    expect(isDeployed({ ...stack, planOptions: [...stack.planOptions, '-var=one=2'] })).toBe(false);
  });

  it('is forgotten when something begins that may end half-way', () => {
    const stack = deployedStack();
    forgetDeployment(stack.folder);
    expect(isDeployed(stack)).toBe(false);
  });

  it('can be read by its owner alone, since it was made of secrets', () => {
    const { folder } = deployedStack();
    expect(statSync(join(folder, '.terraform', 'deployed')).mode & 0o777).toBe(0o600);
  });

  it('is not kept where Terraform keeps its files elsewhere', () => {
    const { folder, ...others } = deployedStack();
    rmSync(join(folder, '.terraform'), { recursive: true });
    recordDeployment({ folder, ...others });
    expect(isDeployed({ folder, ...others })).toBe(false);
  });
});
