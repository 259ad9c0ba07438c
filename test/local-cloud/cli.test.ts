import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { startLocalCloud } from '../../local-cloud/local-cloud';

const run = promisify(execFile);

describe('The local cloud’s command', { timeout: 30_000 }, () => {
  const start = (...args: string[]) =>
    spawn('node', ['--import', 'tsx', 'local-cloud/cli.ts', ...args], { cwd: projectRoot });

  it('prints the variables that programs need, and stops on Ctrl-C', async () => {
    const child = start();
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    while (!printed.includes('# Messages arrive')) await sleep(20);
    expect(printed).toMatch(
      /^export TF_REATTACH_PROVIDERS='\{"registry\.terraform\.io\/tencentcloudstack\/tencentcloud":/,
    );
    for (const name of ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'SMS_ENDPOINT', 'TF_VAR_sms_sdkappid']) {
      expect(printed).toContain(`export ${name}='`);
    }
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it.each([
    [['--port', '0'], '--port: found "0"; allowed: 1 to 65535'],
    [['--sms-daily-limit', 'many'], '--sms-daily-limit: found "many"; allowed: 1 to 1000'],
    [['--fault', 'sold-out=ap-guangzhou-9'], 'The fault sold-out: found "ap-guangzhou-9"; allowed: ap-guangzhou-3, '],
    [['--fault', 'sold-out'], 'The fault sold-out needs a value, as in sold-out=ZONE; allowed: ap-guangzhou-3, '],
    [['--fault', 'sold'], 'The fault "sold" is unknown; allowed: sold-out, '],
    [['--state-bucket', 'sms-state'], '--state-bucket: The bucket name sms-state is not allowed; allowed: '],
    [['--pork', '1'], "Unknown option '--pork'"],
  ])('refuses %j', async (args, message) => {
    const failed = await run('node', ['--import', 'tsx', 'local-cloud/cli.ts', ...args], { cwd: projectRoot }).catch(
      (error) => error,
    );
    expect(failed).toMatchObject({ code: 1 });
    // The whole usage would push the error off the screen.
    const [first, last, ...others] = failed.stderr.trimEnd().split('\n').slice(-2);
    expect([first, last, others]).toEqual([
      expect.stringContaining(message),
      'See --help for all options and faults.',
      [],
    ]);
    expect(failed.stderr).not.toContain('at ');
  });

  it('says in a line why a kept account cannot get a fault', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cloud-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const full = await startLocalCloud({ stateFolder: folder, faults: ['quota=vpcs'] });
    await full.stop();
    const args = ['--state', folder, '--fault', 'leftover=x2'];
    const failed = await run('node', ['--import', 'tsx', 'local-cloud/cli.ts', ...args], { cwd: projectRoot }).catch(
      (error) => error,
    );
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(
      /^The account cannot get the fault leftover=x2 because of what it has already: The account can have 20 VPCs.*\.\nStart with another --state FOLDER, or without it; see --help for all faults\.\n$/,
    );
  });

  it('prints its usage', async () => {
    const { stdout } = await run('node', ['--import', 'tsx', 'local-cloud/cli.ts', '--help'], { cwd: projectRoot });
    expect(stdout).toContain('--state FOLDER');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
