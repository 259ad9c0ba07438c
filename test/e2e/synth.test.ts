import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { atLength, isAtLength } from '../support/at-length';
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

/** Names of environments that are refused, with the reason. */
const refusedNames = [
  ['PR_42', 'name: found "PR_42"; allowed: up to 20 lower-case letters'],
  ['pord', 'ENVIRONMENT: found "pord"; did you mean prod?'],
] as const;

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

  it.runIf(isAtLength)(atLength('adds the preview that ENVIRONMENT names'), async () => {
    expect((await synth({ ENVIRONMENT: 'pr-42' })).stacks).toContain('sms-verification-pr-42');
  });

  it.runIf(isAtLength).each(refusedNames)(atLength('reports what is wrong with %s'), async (ENVIRONMENT, message) => {
    const failed = await synth({ ENVIRONMENT }).catch(({ stdout, stderr }) => `${stdout}${stderr}`);
    expect(String(failed)).toContain(message);
  });
});

describe('The app that cdktf runs', { timeout: 60_000 }, () => {
  /** Runs it as cdktf does, which takes several times as long itself. */
  async function runApp(env: NodeJS.ProcessEnv) {
    const folder = await mkdtemp(join(tmpdir(), 'app-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const { app } = JSON.parse(await readFile(join(projectRoot, 'cdktf.json'), 'utf8'));
    const options = { cwd: projectRoot, env: { ...process.env, CDKTF_OUTDIR: folder, ...env } };
    const ended = await run('sh', ['-c', app], options).catch((error: { stderr: string }) => error);
    return { stderr: ended.stderr, folder };
  }

  it('adds the preview that ENVIRONMENT names', async () => {
    const { stderr, folder } = await runApp({ ENVIRONMENT: 'pr-42' });
    expect(stderr).toBe('');
    expect(await readdir(join(folder, 'stacks'))).toContain('sms-verification-pr-42');
  });

  it.each(refusedNames)('reports what is wrong with %s', async (ENVIRONMENT, message) => {
    expect((await runApp({ ENVIRONMENT })).stderr).toContain(message);
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
