import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { notPlain } from '../support/plain-output';
import { hasTerraform } from '../support/terraform';

const run = promisify(execFile);

/** Runs the real cdktf. */
function cdktf(args: readonly string[], env: NodeJS.ProcessEnv) {
  return run(join(projectRoot, 'node_modules', '.bin', 'cdktf'), args, {
    cwd: projectRoot,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', CI: '1', NO_COLOR: '1', TF_CLI_CONFIG_FILE: undefined, ...env },
  });
}

/** Runs the real `cdktf synth`; whatever it prints is shown. */
async function synth(env: NodeJS.ProcessEnv): Promise<{ stacks: string[]; printed: string; demo: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'cdktf-'));
  try {
    const { stdout, stderr } = await cdktf(['synth', '--output', folder], env);
    const demo = await readFile(join(folder, 'stacks', 'sms-verification-demo', 'cdk.tf.json'), 'utf8');
    return { stacks: await readdir(join(folder, 'stacks')), printed: `${stdout}${stderr}`, demo };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('cdktf synth', { timeout: 60_000 }, () => {
  it.skipIf(!hasTerraform)(
    'writes a stack for each environment, and prints nothing else, in a plain line',
    async () => {
      const { stacks, printed, demo } = await synth({});
      expect(stacks.sort()).toEqual(['demo', 'dev', 'prod', 'staging'].map((name) => `sms-verification-${name}`));
      expect(printed).not.toMatch(notPlain);
      const sentence = printed.replace(/\s+/g, ' ').trim();
      expect(sentence).toMatch(/^Generated Terraform code for the stacks: [a-z, -]+$/);
      expect(demo).not.toContain(projectRoot);
    },
  );

  it('adds the preview that ENVIRONMENT names', async () => {
    expect((await synth({ ENVIRONMENT: 'pr-42' })).stacks).toContain('sms-verification-pr-42');
  });

  it('reports what is wrong with a name', async () => {
    const failed = await synth({ ENVIRONMENT: 'PR_42' }).catch(({ stdout, stderr }) => `${stdout}${stderr}`);
    expect(String(failed)).toContain('name: found "PR_42"; allowed: up to 20 lower-case letters');
  });

  it('reports a name that is almost a preset’s', async () => {
    const failed = await synth({ ENVIRONMENT: 'pord' }).catch(({ stdout, stderr }) => `${stdout}${stderr}`);
    expect(String(failed)).toContain('ENVIRONMENT: found "pord"; did you mean prod?');
  });
});

describe('cdktf deploy', { timeout: 60_000 }, () => {
  it.skipIf(!hasTerraform || spawnSync('ps', ['-p', '1']).status !== 0)(
    'of a preview says what to export',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'cdktf-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const failed = await cdktf(['deploy', 'sms-verification-pr-43', '--output', folder], {}).catch((error) => error);
      expect(`${failed.stdout}${failed.stderr}`).toContain(
        'sms-verification-pr-43 is a preview: export ENVIRONMENT=pr-43 first.',
      );
    },
  );
});
