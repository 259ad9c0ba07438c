import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TerraformEnd } from '../../../infra/operations/run-terraform';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import { projectRoot } from '../../../infra/project-root';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { canDeploy, startTestCloud } from '../../support/deployed-environment';
import type { Deployment } from '../../support/deployment';
import { environment } from '../../support/synthesize';
import { ctrlC, hasTerminal, type WatchedCommand, watchCommand, watchInTerminal } from '../../support/watched-command';

const program = join(projectRoot, 'test', 'infra', 'operations', 'run-terraform-program.ts');
const nodeArgs = ['--import', 'tsx', program] as const;

/** Waits until the program has ended, and reads how Terraform has. */
async function endOf(command: WatchedCommand): Promise<{ printed: string; end: TerraformEnd }> {
  const { printed } = await command.ended();
  const [json] = /\{"code".*\}/.exec(printed) ?? [];
  if (json === undefined) throw new Error(`It did not print how Terraform ended:\n${printed}`);
  return { printed, end: JSON.parse(json) };
}

describe.skipIf(!canDeploy)('Terraform, while Redis is being created,', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let demo: Deployment;
  let folder: string;

  beforeEach(async () => {
    const started = await startTestCloud({ transitionMs: 2000 });
    ({ cloud } = started);
    demo = await started.prepare();
    demo.synthesize(environment('demo'), started.zipFile);
    await demo.run('version');
    folder = join(demo.synthesized, 'stacks', 'sms-verification-demo');
    return started.stop;
  });

  const options = () => ({ cwd: projectRoot, env: terraformEnvironment(cloud.env) });
  const apply = () => {
    const args = [...nodeArgs, folder, 'apply', '-input=false', '-auto-approve', '-no-color'];
    return watchCommand(process.execPath, args, options());
  };
  const creation = 'tencentcloud_redis_instance.code-store_instance_EA4C87F1: Creating...';
  const instances = () => cloud.account.redis.instances().length;
  const inState = async () => (await demo.run('state', 'list')).printed.includes('tencentcloud_redis_instance');

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('finishes it after one %s to all processes', async (signal) => {
    const command = apply();
    await command.prints(creation);
    command.signal(signal);
    const { printed, end } = await endOf(command);
    expect(end).toEqual({ code: 1, interrupted: 'finished' });
    expect(printed).toContain('Gracefully shutting down');
    expect(printed).not.toContain('Two interrupts received');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
  });

  it('finishes it after a SIGTERM to the command alone', async () => {
    const command = apply();
    await command.prints(creation);
    command.child.kill('SIGTERM');
    expect((await endOf(command)).end.interrupted).toBe('finished');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
    expect(await demo.apply()).toMatch(/Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(instances()).toBe(1);
  });

  it('ends at once after a second SIGINT, and blocks no later run', async () => {
    const command = apply();
    await command.prints(creation);
    command.signal('SIGINT');
    await command.prints('Gracefully shutting down');
    command.signal('SIGINT');
    const { printed, end } = await endOf(command);
    expect(end).toMatchObject({ code: expect.any(Number), interrupted: 'at-once' });
    expect(end.code).not.toBe(0);
    expect(printed).toContain('Two interrupts received');
    expect(await demo.plan()).toMatchObject({ code: 2 });
  });

  it('has ended at once if it was killed, and blocks no later run', async () => {
    const command = apply();
    await command.prints(creation);
    const terraform = execFileSync('pgrep', ['-P', String(command.child.pid)], { encoding: 'utf8' }).trim();
    process.kill(Number(terraform), 'SIGKILL');
    expect((await endOf(command)).end).toEqual({ code: 137, interrupted: 'at-once' });
    expect(await demo.plan()).toMatchObject({ code: 2 });
  });

  it.skipIf(!hasTerminal)('finishes it after Ctrl-C in a terminal, started by make', async () => {
    const words = [process.execPath, ...nodeArgs, folder, 'apply', '-input=false', '-auto-approve'];
    await writeFile(join(folder, 'Makefile'), `apply:\n\t@exec ${words.join(' ')}\n`);
    const command = watchInTerminal(`make -f ${join(folder, 'Makefile')} apply`, options());
    await command.prints('code-store_instance_EA4C87F1: Creating...');
    command.type(ctrlC);
    const { printed, end } = await endOf(command);
    expect(end).toEqual({ code: 1, interrupted: 'finished' });
    expect(printed).not.toContain('Two interrupts received');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
  });
});

describe('Terraform', () => {
  it('that cannot be started is an error', async () => {
    const child = spawnSync(process.execPath, [...nodeArgs, '/', 'version'], {
      cwd: projectRoot,
      env: { ...process.env, TERRAFORM_BINARY_NAME: 'no-such-program' },
      encoding: 'utf8',
    });
    expect(child.stderr).toContain('no-such-program cannot be started.');
  });
});
