import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../infra/function-bundle/build-options';
import { type LocalCloud, startLocalCloud } from '../cloud/local-cloud';
import { hasRedisServer } from '../redis/redis-server';
import { hasTerraform, terraformEnvironment } from '../terraform/terraform';
import { readActionsFiles } from '../workflows/workflows';
import { call } from './client';

const steps = readActionsFiles('workflows').find(({ path }) => path.endsWith('/environment.yml'))?.steps ?? [];

describe.skipIf(!hasTerraform || !hasRedisServer)('The workflow of an environment', { timeout: 120_000 }, () => {
  let folder: string;
  let cloud: LocalCloud;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workflow-'));
    // The sources of this folder, with stacks and state of their own.
    const own = ['cdktf.out', '.git', 'dist', '.local-cloud'];
    const names = (await readdir(root)).filter((name) => !own.includes(name) && !name.includes('.tfstate'));
    for (const name of names) await symlink(join(root, name), join(folder, name));
    await writeFile(join(folder, 'output'), '');
    cloud = await startLocalCloud({ transitionMs: 20 });
  });
  afterEach(async () => {
    await cloud.stop();
    await rm(folder, { recursive: true });
  });

  /** Runs the steps for a command, as the runner's shell does. */
  async function runSteps(command: 'deploy' | 'destroy'): Promise<string> {
    const scripts = steps.filter((step) => step.if?.includes(`'${command}'`)).map(({ run = '' }) => run);
    const variables = { ENVIRONMENT: 'pr-42', GITHUB_OUTPUT: join(folder, 'output'), CI: 'true' };
    const env = terraformEnvironment({ ...cloud.environment, ...variables });
    let printed = '';
    for (const script of scripts) {
      const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], { cwd: folder, env, maxBuffer: 1e8 });
      printed += stdout;
    }
    return printed;
  }

  it('deploys a preview, tells its address, asks it, and takes it down', async () => {
    const printed = await runSteps('deploy');
    expect(printed.match(/^ok /gm)).toHaveLength(3);
    const [, url = ''] = /^url=(\S+)$/m.exec(await readFile(join(folder, 'output'), 'utf8')) ?? [];
    expect(await call(url, { method: 'getSms', phone: '8618566246600' })).toMatchObject({ codeStr: 'Ok' });
    expect(cloud.account.contents().join('\n')).toContain('sms-verification-pr-42');
    await runSteps('destroy');
    expect(cloud.account.contents()).toEqual([]);
  });
});
