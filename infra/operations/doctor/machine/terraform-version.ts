import { tmpdir } from 'node:os';
import { captureTerraform } from '../../stack/capture-terraform';
import { terraformProgram } from '../../terraform-program';
import type { Finding } from '../finding';

const check = 'Terraform';
const install =
  'Install Terraform 1.5 or newer, or OpenTofu: see developer.hashicorp.com/terraform/install or opentofu.org.';

/** Checks that Terraform or OpenTofu can be run, and its version. platform: terraform-version */
export async function checkTerraformVersion(env: NodeJS.ProcessEnv): Promise<Finding> {
  const printed = await captureTerraform(['version'], { folder: tmpdir(), env }).catch(() => undefined);
  return printed === undefined ? notFound(terraformProgram) : judgeTerraformVersion(printed.stdout);
}

/** Judges a program that cannot be started. */
export function notFound(program: string): Finding {
  // The Makefile sets tofu if there is no Terraform.
  const found = ['terraform', 'tofu'].includes(program)
    ? 'neither Terraform nor OpenTofu is on PATH'
    : `TERRAFORM_BINARY_NAME names "${program}", which cannot be started`;
  const unset = ['terraform', 'tofu'].includes(program) ? '' : ' Then unset TERRAFORM_BINARY_NAME, or correct it.';
  return { check, state: 'failure', found, advice: `${install}${unset}` };
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
