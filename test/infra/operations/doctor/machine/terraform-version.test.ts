import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  checkTerraformVersion,
  judgeTerraformVersion,
  notFound,
} from '../../../../../infra/operations/doctor/machine/terraform-version';
import { terraformEnvironment } from '../../../../../infra/operations/terraform-program';
import { hasTerraform } from '../../../../support/terraform';

describe('The version of Terraform', () => {
  it.each([
    ['Terraform v1.11.4\non linux_amd64\n', 'Terraform', '1.11.4'],
    ['Terraform v1.5.0\non linux_amd64\n\nYour version of Terraform is out of date!\n', 'Terraform', '1.5.0'],
    ['Terraform v2.0.0-beta1\n', 'Terraform', '2.0.0-beta1'],
    ['OpenTofu v1.11.14\non linux_amd64\n', 'OpenTofu', '1.11.14'],
  ])('%j is new enough', (printed, check, found) => {
    expect(judgeTerraformVersion(printed)).toEqual({ check, state: 'ok', found });
  });

  it('is a failure if it is too old, or another program’s', () => {
    expect(judgeTerraformVersion('Terraform v1.4.6\n')).toMatchObject({ state: 'failure', found: '1.4.6 is too old' });
    expect(judgeTerraformVersion('')).toMatchObject({
      state: 'failure',
      found: expect.stringContaining('is neither Terraform nor OpenTofu'),
    });
  });

  it('is a failure if there is no program, and names the variable that names it', () => {
    expect(notFound('tofu')).toMatchObject({ state: 'failure', found: 'neither Terraform nor OpenTofu is on PATH' });
    expect(notFound('/opt/terraform')).toMatchObject({
      state: 'failure',
      found: 'TERRAFORM_BINARY_NAME names "/opt/terraform", which cannot be started',
      advice: expect.stringContaining('unset TERRAFORM_BINARY_NAME'),
    });
  });

  it('is a failure if there is another program than the one that is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'path-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'terraform'), '');
    expect(notFound('tofu', `/none:${folder}`)).toMatchObject({
      state: 'failure',
      found: 'TERRAFORM_BINARY_NAME names "tofu", which cannot be started',
      advice: 'Unset TERRAFORM_BINARY_NAME, or set it to terraform, which is on PATH.',
    });
  });

  it.skipIf(!hasTerraform)('is found whatever options deployments have', async () => {
    const env = terraformEnvironment({ TF_CLI_ARGS: '-lock=false' });
    expect(await checkTerraformVersion(env)).toMatchObject({ state: 'ok' });
  });

  it.skipIf(!hasTerraform)('is that of the program on PATH', async () => {
    expect(await checkTerraformVersion(terraformEnvironment())).toMatchObject({ state: 'ok' });
  });
});
