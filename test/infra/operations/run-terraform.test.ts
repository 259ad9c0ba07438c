import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { TerraformEnd } from '../../../infra/operations/run-terraform';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import { projectRoot } from '../../../infra/project-root';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { canDeploy, startTestCloud } from '../../support/deployed-environment';
import type { Deployment } from '../../support/deployment';
import { environment } from '../../support/synthesize';

const program = join(projectRoot, 'test', 'infra', 'operations', 'run-terraform-program.ts');
/** Whether `script` is util-linux's, which runs a command in a terminal; macOS has another program of that name. */
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

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

  /** Starts a command that runs Terraform, in a process group of its own. */
  function start(command: string, args: readonly string[]) {
    const child = spawn(command, args, { cwd: projectRoot, env: terraformEnvironment(cloud.env), detached: true });
    onTestFinished(() => void (child.exitCode === null && child.kill('SIGKILL')));
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
      });
    }
    const closed = once(child, 'close');
    return {
      child,
      /** Waits until the command has printed a text. */
      async prints(text: string): Promise<void> {
        while (!printed.includes(text)) {
          if (child.exitCode !== null) throw new Error(`It ended without "${text}":\n${printed}`);
          await sleep(10);
        }
      },
      async ended(): Promise<{ printed: string; end: TerraformEnd }> {
        await closed;
        const [json] = /\{"code".*\}/.exec(printed) ?? [];
        if (json === undefined) throw new Error(`It did not print how Terraform ended:\n${printed}`);
        return { printed, end: JSON.parse(json) };
      },
    };
  }
  const nodeArgs = ['--import', 'tsx', program] as const;
  const apply = () =>
    start(process.execPath, [...nodeArgs, folder, 'apply', '-input=false', '-auto-approve', '-no-color']);
  const creation = 'tencentcloud_redis_instance.code-store_instance_EA4C87F1: Creating...';
  const signalGroup = ({ pid = 0 }: ChildProcess, signal: NodeJS.Signals) => process.kill(-pid, signal);
  const instances = () => cloud.account.redis.instances().length;
  const inState = async () => (await demo.run('state', 'list')).printed.includes('tencentcloud_redis_instance');

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('finishes it after one %s to all processes', async (signal) => {
    const { child, prints, ended } = apply();
    await prints(creation);
    signalGroup(child, signal);
    const { printed, end } = await ended();
    expect(end).toEqual({ code: 1, interrupted: 'finished' });
    expect(printed).toContain('Gracefully shutting down');
    expect(printed).not.toContain('Two interrupts received');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
    expect(await demo.apply()).toMatch(/Resources: \d+ added, 0 changed, 0 destroyed/);
    expect(instances()).toBe(1);
  });

  it('finishes it after a SIGTERM to the command alone', async () => {
    const { child, prints, ended } = apply();
    await prints(creation);
    child.kill('SIGTERM');
    expect((await ended()).end.interrupted).toBe('finished');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
  });

  it('ends at once after a second SIGINT, and blocks no later run', async () => {
    const { child, prints, ended } = apply();
    await prints(creation);
    signalGroup(child, 'SIGINT');
    await prints('Gracefully shutting down');
    signalGroup(child, 'SIGINT');
    const { printed, end } = await ended();
    expect(end.interrupted).toBe('at-once');
    expect(end.code).not.toBe(0);
    expect(printed).toContain('Two interrupts received');
    expect((await demo.plan()).printed).not.toContain('Error acquiring the state lock');
  });

  it.skipIf(!hasScript)('finishes it after Ctrl-C in a terminal, started by make', async () => {
    const words = [process.execPath, ...nodeArgs, folder, 'apply', '-input=false', '-auto-approve'];
    await writeFile(join(folder, 'Makefile'), `apply:\n\t@exec ${words.join(' ')}\n`);
    const { child, prints, ended } = start('script', [
      '-qec',
      `make -f ${join(folder, 'Makefile')} apply`,
      '/dev/null',
    ]);
    await prints('code-store_instance_EA4C87F1: Creating...');
    child.stdin.write('\u0003');
    const { printed, end } = await ended();
    expect(end).toEqual({ code: 1, interrupted: 'finished' });
    expect(printed).not.toContain('Two interrupts received');
    expect({ instances: instances(), inState: await inState() }).toEqual({ instances: 1, inState: true });
  });
});

describe('Terraform', () => {
  it('that cannot be started is an error', async () => {
    const child = spawnSync(process.execPath, ['--import', 'tsx', program, '/', 'version'], {
      cwd: projectRoot,
      env: { ...process.env, TERRAFORM_BINARY_NAME: 'no-such-program' },
      encoding: 'utf8',
    });
    expect(child.stderr).toContain('no-such-program cannot be started.');
  });
});
