import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy } from '../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';
import { ctrlC, ctrlD, hasTerminal, type WatchedCommand, watchInTerminal } from '../support/watched-command';

const stack = 'sms-verification-dev';
const question = 'Only "yes" is accepted: ';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them
const colour = /\u001b\[3[1-6]m/;

describe.skipIf(!canDeploy || !hasTerminal)('In a terminal, make', { timeout: 240_000 }, () => {
  let project: ProjectInCloud;
  let cloud: LocalCloud;

  beforeEach(async () => {
    project = await startProject({ transitionMs: 3000 });
    ({ cloud } = project);
    return project.stop;
  });

  function make(target: string, args = '', variables: NodeJS.ProcessEnv = {}): WatchedCommand {
    const { NO_COLOR: _, ...env } = terraformEnvironment({ ...cloud.env, ...variables });
    return watchInTerminal(`make ${target} ENVIRONMENT=dev ARGS=${args}`, {
      cwd: project.folder,
      env: { ...env, ...variables },
    });
  }
  const instances = () => cloud.account.redis.instances().map(({ instanceId }) => instanceId);

  /** Starts a deployment, and waits until the account has its Redis, which takes some seconds until it is ready. */
  async function deployUntilRedis(): Promise<WatchedCommand> {
    const command = make('deploy', '--auto-approve');
    await command.prints('tencentcloud_redis_instance.code-store_instance_EA4C87F1: Creating...');
    while (instances().length === 0) await sleep(10);
    return command;
  }

  it.each([['y\r'], [ctrlC], [ctrlD]])('deploy changes nothing if the answer is %j', async (keys) => {
    const command = make('deploy');
    await command.prints(question);
    command.type(keys);
    const { code, printed } = await command.ended();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/\r\nNot approved\. Nothing was changed\.\r\n/);
    expect(cloud.account.contents()).toEqual([]);
  });

  it('deploy and destroy ask, and do it after a yes', async () => {
    const deployed = make('deploy');
    await deployed.prints(`Deploy ${stack} with these changes? ${question}`);
    deployed.type('yes\r');
    expect(await deployed.ended()).toMatchObject({ code: 0, printed: expect.stringContaining('Outputs:') });
    const destroyed = make('destroy');
    await destroyed.prints(`Destroy ${stack}? ${question}`);
    destroyed.type('yes\r');
    const { code, printed } = await destroyed.ended();
    expect(code).toBe(0);
    expect(printed).toContain(`Nothing is left of ${stack} in the account.`);
    expect(cloud.account.contents()).toEqual([]);
  });

  it('deploy finishes what it has begun after Ctrl-C, and goes on the next time', async () => {
    const command = await deployUntilRedis();
    command.type(ctrlC);
    const { code, printed } = await command.ended();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/code-store_instance_EA4C87F1: Creation complete/);
    expect(printed).toContain(
      'Terraform has finished what it had begun and stored the state: make deploy ENVIRONMENT=dev',
    );
    const [instanceId] = instances();
    expect(await make('deploy', '--auto-approve').ended()).toMatchObject({ code: 0 });
    expect(instances()).toEqual([instanceId]);
  });

  it.runIf(isAtLength)(
    atLength('destroy finishes what it has begun after Ctrl-C, and goes on the next time'),
    async () => {
      expect(await make('deploy', '--auto-approve').ended()).toMatchObject({ code: 0 });
      const command = make('destroy', '--auto-approve');
      await command.prints('Destroying...');
      command.type(ctrlC);
      const { printed } = await command.ended();
      expect(printed).toContain('Terraform has finished what it had begun and stored the state');
      expect(printed).not.toContain('Two interrupts received');
      expect(await make('destroy', '--auto-approve').ended()).toMatchObject({ code: 0 });
      expect(cloud.account.contents()).toEqual([]);
    },
  );

  it('deploy tells after a second Ctrl-C what stays behind; deploy and destroy say what to do about it', async () => {
    const command = await deployUntilRedis();
    command.type(ctrlC);
    await command.prints('Gracefully shutting down');
    command.type(ctrlC);
    const { code, printed } = await command.ended();
    expect(code).not.toBe(0);
    const [instanceId = ''] = instances();
    expect(printed).toContain('so the account may have parts that the state does not have.');
    expect(printed).toContain(`These were found:\r\n  Redis instance ${instanceId} "${stack}" (without tags`);
    for (const target of ['deploy', 'destroy']) {
      const next = await make(target, '--auto-approve').ended();
      expect(next.code).not.toBe(0);
      expect(next.printed).toContain(`Redis instance ${instanceId} "${stack}"`);
    }
    expect(instances()).toEqual([instanceId]);
  });

  it('diff prints colours, and none with NO_COLOR', async () => {
    expect((await make('diff').ended()).printed).toMatch(colour);
    expect((await make('diff', '', { NO_COLOR: '1' }).ended()).printed).not.toMatch(colour);
  });
});
