import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DataResource, TerraformStack } from 'cdktf';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { environment, resourcesOf, synthesize } from '../../support/synthesize';

/** Watches the programs that CDKTF starts, which gets the module in this way, too. */
function watchPrograms() {
  const programs = vi.spyOn(createRequire(import.meta.url)('node:child_process'), 'execSync');
  onTestFinished(() => programs.mockRestore());
  programs.mockImplementation(() => 'Terraform v1.5.0');
  return programs;
}

describe('A record in the state', () => {
  it('is synthesized without starting Terraform, whose version the stack requires instead', () => {
    const programs = watchPrograms();
    const stack = synthesize(environment('dev'));
    expect(resourcesOf(stack, 'terraform_data').length).toBeGreaterThan(2);
    expect(stack.terraform).toMatchObject({ required_version: '>= 1.5' });
    expect(programs).not.toHaveBeenCalled();
  });

  // platform: cdktf-asks-terraform
  it('of CDKTF’s own class would start Terraform in each synthesis', () => {
    const programs = watchPrograms();
    const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
    onTestFinished(() => rmSync(outdir, { recursive: true }));
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'stack');
    new DataResource(stack, 'one');
    new DataResource(stack, 'two');
    app.synth();
    expect(programs).toHaveBeenCalledTimes(2);
  });
});
