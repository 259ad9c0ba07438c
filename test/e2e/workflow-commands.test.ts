import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { readActionsFiles } from '../repository/workflows';
import { call } from '../support/client';
import { canDeploy } from '../support/deployed-environment';
import { startProject } from '../support/project-in-cloud';

const steps = readActionsFiles('workflows').find(({ path }) => path.endsWith('/environment.yml'))?.steps ?? [];

describe.skipIf(!canDeploy)('The workflow of an environment', { timeout: 120_000 }, () => {
  let folder: string;
  let cloud: LocalCloud;

  beforeEach(async () => {
    const project = await startProject();
    ({ folder, cloud } = project);
    await writeFile(join(folder, 'output'), '');
    return project.stop;
  });

  /** Runs the workflow's steps for a command in the shell that GitHub's runner uses. */
  async function runSteps(command: 'deploy' | 'destroy'): Promise<string> {
    const scripts = steps.filter((step) => step.if?.includes(`'${command}'`)).map(({ run = '' }) => run);
    const variables = { ENVIRONMENT: 'pr-42', GITHUB_OUTPUT: join(folder, 'output'), CI: 'true' };
    const env = terraformEnvironment({ ...cloud.env, ...variables });
    let printed = '';
    for (const script of scripts) {
      const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], { cwd: folder, env, maxBuffer: 1e8 });
      printed += stdout;
    }
    return printed;
  }

  const make = (...args: readonly string[]) =>
    promisify(execFile)('make', args, {
      cwd: folder,
      env: terraformEnvironment({ ...cloud.env, CI: 'true' }),
      maxBuffer: 1e8,
    });

  it('deploys a preview beside dev, outputs its address, checks it, and destroys it', async () => {
    await make('deploy', 'ENVIRONMENT=dev', 'ARGS=--auto-approve');
    const before = cloud.account.contents();
    const printed = await runSteps('deploy');
    expect(printed).toContain(' 0 warnings, 0 failures\n');
    expect(printed.match(/^ok .* ms$/gm)).toHaveLength(3);
    const [, url = ''] = /^url=(\S+)$/m.exec(await readFile(join(folder, 'output'), 'utf8')) ?? [];
    expect(await call(url, { method: 'getSms', phone: '8618566246600' })).toMatchObject({ codeStr: 'Ok' });
    expect(cloud.account.contents().join('\n')).toContain('sms-verification-pr-42');
    await runSteps('destroy');
    expect(cloud.account.contents()).toEqual(before);
  });
});
