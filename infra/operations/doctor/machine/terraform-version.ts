import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { captureTerraform, withoutGeneralOptions } from '../../stack/capture-terraform';
import { terraformProgram } from '../../terraform-program';
import type { Finding } from '../finding';

const check = 'Terraform';
const install =
  'Install Terraform 1.5 or newer, or OpenTofu: see developer.hashicorp.com/terraform/install or opentofu.org.';

/** Checks that Terraform or OpenTofu can be run, and its version. platform: terraform-version */
export async function checkTerraformVersion(env: NodeJS.ProcessEnv): Promise<Finding> {
  const options = { folder: tmpdir(), env: withoutGeneralOptions(env) };
  const printed = await captureTerraform(['version'], options).catch(() => undefined);
  return printed === undefined ? notFound(terraformProgram, env.PATH) : judgeTerraformVersion(printed.stdout);
}

const usualNames = ['terraform', 'tofu'];

/** Judges a program that cannot be started. @param path folders of programs, as `PATH` has them */
export function notFound(program: string, path = ''): Finding {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const other = usualNames.find((name) => folders.some((folder) => existsSync(join(folder, name))));
  // The Makefile sets tofu if there is no Terraform.
  if (usualNames.includes(program) && other === undefined) {
    return { check, state: 'failure', found: 'neither Terraform nor OpenTofu is on PATH', advice: install };
  }
  const found = `TERRAFORM_BINARY_NAME names "${program}", which cannot be started`;
  const unset =
    other === undefined
      ? `${install} Then unset TERRAFORM_BINARY_NAME, or correct it.`
      : `Unset TERRAFORM_BINARY_NAME, or set it to ${other}, which is on PATH.`;
  return { check, state: 'failure', found, advice: unset };
}

/** Judges what `terraform version` printed. */
export function judgeTerraformVersion(printed: string): Finding {
  const [line = ''] = printed.split('\n');
  const [, product, version, major, minor] = /^(Terraform|OpenTofu) v((\d+)\.(\d+)\.\S+)$/.exec(line) ?? [];
  if (product === undefined) {
    const found = `${terraformProgram} is neither Terraform nor OpenTofu: it says "${line.slice(0, 60)}"`;
    return { check, state: 'failure', found, advice: install };
  }
  const isOld = product === 'Terraform' && Number(major) * 1000 + Number(minor) < 1005;
  if (!isOld) return { check: product, state: 'ok', found: `${version}` };
  return { check: product, state: 'failure', found: `${version} is too old`, advice: install };
}
