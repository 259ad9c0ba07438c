import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../infra/operations/doctor/examine';
import { findOtherUsers, refuseDeletion } from '../../infra/operations/stack/shared-use';
import { readStackOptions } from '../../infra/operations/stack/stack-options';
import { readSynthesizedStack } from '../../infra/operations/stack/synthesized-stack';
import { readState } from '../../infra/operations/stack/terraform-state';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { canDeploy } from '../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';
import { environment, preview } from '../support/synthesize';

describe.skipIf(!canDeploy)('An environment whose network and Redis others use', { timeout: 120_000 }, () => {
  let started: ProjectInCloud;

  beforeEach(async () => {
    started = await startProject();
    return started.stop;
  });

  const make = (words: string) => started.run(`make ${words}`);

  it('is not destroyed, and can be as soon as nobody uses them', async () => {
    for (const name of ['dev', 'pr-1', 'pr-2']) {
      expect(await make(`deploy ENVIRONMENT=${name} ARGS=--auto-approve`)).toMatchObject({ code: 0 });
    }
    const before = started.cloud.account.contents();
    const { code, stderr } = await make('destroy ENVIRONMENT=dev ARGS=--auto-approve');
    expect(code).toBe(2);
    expect(stderr).toContain('Others use the network or the Redis of sms-verification-dev: pr-1, pr-2. Destroying it');
    expect(stderr).toContain('Destroy them first, such as with make destroy ENVIRONMENT=pr-1');
    expect(started.cloud.account.contents()).toEqual(before);
    for (const name of ['pr-1', 'pr-2', 'dev']) {
      expect(await make(`destroy ENVIRONMENT=${name} ARGS=--auto-approve`)).toMatchObject({ code: 0 });
    }
    expect(started.cloud.account.contents()).toEqual([]);
  });

  it('is not replaced, which make doctor tells before', async () => {
    const { deploy, cloud, zipFile } = started;
    const dev = await deploy(environment('dev'));
    const examineWith = async (zone: string) => {
      const settings = environment('dev', { network: { ...environment('dev').network, zone } });
      dev.synthesize(settings, zipFile);
      const env = terraformEnvironment(cloud.env);
      const stack = readSynthesizedStack(dev.synthesized, 'dev');
      const terraform = () => Promise.reject(new Error('The doctor runs no Terraform that a person watches.'));
      const found = await examine(env, async () => ({
        settings,
        stack,
        env,
        options: readStackOptions([]),
        terraform,
      }));
      return found.filter(({ check }) => check === 'Shared infrastructure');
    };
    expect(await examineWith('ap-guangzhou-4')).toEqual([]);
    await deploy(preview('pr-1'));
    expect(await examineWith('ap-guangzhou-3')).toEqual([]);
    expect(await examineWith('ap-guangzhou-4')).toMatchObject([
      {
        state: 'failure',
        found: 'the change would delete a network or a Redis that others use: pr-1',
        advice: expect.stringContaining('make destroy ENVIRONMENT=pr-1'),
      },
    ]);
  });

  it('is not replaced, but may be changed in place', async () => {
    const { deploy, cloud, zipFile } = started;
    const settings = environment('dev');
    const dev = await deploy(settings);
    const env = terraformEnvironment(cloud.env);
    const session = { settings, stack: readSynthesizedStack(dev.synthesized, 'dev'), env };
    const usersOf = async () => findOtherUsers(session, await readState(session.stack.folder, env));
    expect(await usersOf()).toEqual([]);
    await deploy(preview('pr-1'));
    expect(await usersOf()).toEqual(['pr-1']);

    const planned = async (changed: typeof settings) => {
      dev.synthesize(changed, zipFile);
      const file = join(started.folder, 'plan');
      expect((await dev.run('plan', '-input=false', `-out=${file}`)).code).toBe(0);
      return refuseDeletion(session, ['pr-1'], file);
    };
    await planned({ ...settings, corsOrigins: ['https://app.example.com'] });
    const moved = { ...settings.network, zone: 'ap-guangzhou-4' };
    await expect(planned({ ...settings, network: moved })).rejects.toThrow(
      /^Others use the network or the Redis of sms-verification-dev: pr-1\. The plan would delete .*tencentcloud_redis_instance.*tencentcloud_vpc/,
    );
  });
});
