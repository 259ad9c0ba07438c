import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/local-cloud';
import { canDeploy } from '../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';

const state = 'terraform.sms-verification-dev.tfstate';

describe.skipIf(!canDeploy)('In a rehearsal', { timeout: 120_000 }, () => {
  it('the commands say that they work on a local cloud, unless only a part of them does, and in the same words that it has ended', async () => {
    const { cloud, run, stop } = await startProject();
    onTestFinished(stop);
    const deploy = 'deploy ENVIRONMENT=dev ARGS=--auto-approve';
    const target = `Target: the local cloud at ${cloud.url} (API_ENDPOINT), not an account at Tencent Cloud.\n`;
    const { code, stdout } = await run(`make ${deploy}`);
    expect([code, stdout.slice(0, target.length)]).toEqual([0, target]);
    for (const [name, where] of [
      ['TF_REATTACH_PROVIDERS', 'API_ENDPOINT names a local cloud, but Terraform would work on'],
      ['API_ENDPOINT', 'TF_REATTACH_PROVIDERS names a local cloud, but the commands would search'],
    ] as const) {
      const refused = await run(`make ${deploy}`, { [name]: undefined });
      expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(where) });
    }
    const ended = await startLocalCloud();
    await ended.stop();
    const targets = ['diff', 'logs', 'smoke', 'acceptance'].map((name) => `${name} ENVIRONMENT=dev`);
    for (const command of [deploy, 'environments', ...targets]) {
      const refused = await run(`make ${command}`, ended.env);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(
        /^API_ENDPOINT and TF_REATTACH_PROVIDERS name a local cloud that has ended\. Start it again .*\.\nmake\S*: .*\n$/,
      );
    }
  });
});

describe.skipIf(!canDeploy)('After a rehearsal', { timeout: 240_000 }, () => {
  let project: ProjectInCloud;
  let next: LocalCloud;

  beforeEach(async () => {
    project = await startProject();
    next = await startLocalCloud({ transitionMs: 20 });
    return async () => {
      await next.stop();
      await project.stop();
    };
  });

  const make = (target: string, args = '', cloud: Pick<LocalCloud, 'env'> = project.cloud) =>
    project.run(`make ${target} ENVIRONMENT=dev ARGS='${args}'`, cloud.env);
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

  it('the commands refuse the state of the account that is gone, and name the file to move away', async () => {
    expect(await make('deploy', '--auto-approve')).toMatchObject({ code: 0 });
    const [former, present] = [project.cloud, next].map(({ account }) => account.ownerUin);
    const whose = `The state of sms-verification-dev is of account ${former}, and the credentials are for account ${present}`;
    const remedy = `move ${state} away`;
    for (const [target, args] of [['diff'], ['deploy', '--auto-approve'], ['destroy', '--auto-approve']] as const) {
      const { code, stderr } = await make(target, args, next);
      expect(code).toBe(2);
      expect(stderr).toContain(`${whose}. `);
      expect(stderr).toContain(remedy);
    }
    const examined = await make('doctor', '', next);
    expect(examined.code).toBe(2);
    expect(flat(examined.stdout)).toContain(`FAIL State: ${whose} `);
    expect(flat(examined.stdout)).toContain(remedy);
    expect(next.account.contents()).toEqual([]);

    await rename(join(project.folder, state), join(project.folder, 'former'));
    expect(await make('deploy', '--auto-approve', next)).toMatchObject({ code: 0 });
    expect(await make('destroy', '--auto-approve', next)).toMatchObject({ code: 0 });
    expect(next.account.contents()).toEqual([]);
  });

  it('the next one goes on with the state, if the local cloud has kept its account', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'cloud-'));
    onTestFinished(() => rm(stateFolder, { recursive: true }));
    const use = async (target: string) => {
      const cloud = await startLocalCloud({ transitionMs: 20, stateFolder });
      const ended = await make(target, '--auto-approve', cloud).finally(cloud.stop);
      expect(ended).toMatchObject({ code: 0 });
      return ended.stdout;
    };
    await use('deploy');
    expect(await use('destroy')).toContain('Nothing is left of sms-verification-dev in the account.');
  });
});
