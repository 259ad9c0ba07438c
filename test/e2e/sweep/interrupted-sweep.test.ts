import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { terraformEnvironment, terraformProgram } from '../../../infra/operations/terraform-program';
import { stackNameOf } from '../../../infra/settings/stack-name';
import { atLength, isAtLength } from '../../support/at-length';
import {
  canDeploy,
  deployEnvironment,
  startTestCloud,
  type TestCloudOptions,
} from '../../support/deployed-environment';
import { environment } from '../../support/synthesize';
import { createProjectWithoutState, sweepWords } from './lost-state';

const stack = 'sms-verification-dev';
/** An environment, which of its resources the state has forgotten, and what a sweep prints about them. */
type Half = [environment: string, forgotten: RegExp, deleted: RegExp];
const monitored = environment('dev', { monitoring: { retentionDays: 7 } });

/** Deploys the environment dev, and creates a project without its state. */
async function deployed(options: TestCloudOptions = {}) {
  const { cloud, stop } = await deployEnvironment(monitored, options);
  onTestFinished(stop);
  const project = await createProjectWithoutState(cloud);
  onTestFinished(project.remove);
  return { cloud, project };
}

describe.skipIf(!canDeploy)('A sweep', { timeout: 120_000 }, () => {
  // platform: not-found-codes
  const saysWhatIsLeft = 'says after %s what is left, and the next one deletes it';
  it.each(['SIGINT'] as const)(saysWhatIsLeft, interruptSweep);
  it.runIf(isAtLength).each(['SIGTERM'] as const)(atLength(saysWhatIsLeft), interruptSweep);

  async function interruptSweep(signal: NodeJS.Signals) {
    const { cloud, project } = await deployed();
    const { vpc } = cloud.account;
    // A network interface that stays while the test interrupts the command.
    const [subnet] = vpc.subnets();
    vpc.takeAddress(subnet?.subnetId ?? '', 'eni-of-function');
    const command = project.start(sweepWords);
    await command.prints(`Waiting for subnet ${subnet?.subnetId} "${stack}": ResourceInUse: `);
    command.signal(signal);
    const { printed } = await command.ended();
    expect(printed).toMatch(
      new RegExp(
        `Interrupted. These parts of ${stack} are left:\n  subnet .*\n  VPC .*\n  role .*\n` +
          'make destroy ENVIRONMENT=dev SWEEP=1 goes on.\n',
      ),
    );
    expect(cloud.account.redis.instances()).toEqual([]);
    expect(vpc.vpcs()).toHaveLength(1);

    vpc.releaseAddresses('eni-of-function');
    expect(await project.sweep()).toMatchObject({ code: 0 });
    expect(cloud.account.contents()).toEqual([]);
  }

  it.runIf(isAtLength)(
    atLength('waits for the network interface of a function, which stays for some time'),
    async () => {
      const { cloud, project } = await deployed();
      const { vpc } = cloud.account;
      vpc.takeAddress(vpc.subnets()[0]?.subnetId ?? '', 'eni-of-function');
      const command = project.start(sweepWords);
      await command.prints('Waiting for subnet ');
      vpc.releaseAddresses('eni-of-function');
      expect(await command.ended()).toMatchObject({ code: 0 });
      expect(cloud.account.contents()).toEqual([]);
    },
  );

  const isFinished = 'that is killed after a %s is finished by the next one';
  it.each(['function'])(isFinished, killSweep);
  it.runIf(isAtLength).each(['alarm', 'Redis instance'])(atLength(isFinished), killSweep);

  async function killSweep(kind: string) {
    const { cloud, project } = await deployed();
    const command = project.start(sweepWords);
    await command.prints(`Deleted ${kind}`);
    command.signal('SIGKILL');
    await command.ended();
    expect(await project.sweep()).toMatchObject({ code: 0 });
    expect(cloud.account.contents()).toEqual([]);
  }

  it.runIf(isAtLength)(atLength('takes a Redis out of the recycle bin'), async () => {
    const { cloud, project } = await deployed();
    const { redis } = cloud.account;
    redis.isolate(redis.instances()[0]?.instanceId ?? '');
    expect(await project.sweep()).toMatchObject({ code: 0 });
    expect(cloud.account.contents()).toEqual([]);
  });
});

describe.skipIf(!canDeploy)('When Terraform was killed while it created an environment,', { timeout: 120_000 }, () => {
  // platform: redis-creation-goes-on, redis-tags-after-creation
  const waits = 'a sweep waits for its Redis and deletes everything, with the state $state';
  it.each([{ state: 'lost', removed: [`terraform.${stack}.tfstate`] }])(waits, sweepAfterKill);
  it.runIf(isAtLength).each([{ state: 'there', removed: [] }])(atLength(waits), sweepAfterKill);

  async function sweepAfterKill({ removed }: { readonly removed: readonly string[] }) {
    // Long enough for the sweep to begin before the instance is there.
    const { cloud, stop } = await startTestCloud({ transitionMs: 4000 });
    onTestFinished(stop);
    const project = await createProjectWithoutState(cloud);
    onTestFinished(project.remove);
    await project.make('diff ENVIRONMENT=dev');
    const terraform = spawn(terraformProgram, ['apply', '-input=false', '-auto-approve'], {
      cwd: join(project.folder, 'cdktf.out', 'stacks', stack),
      env: terraformEnvironment(cloud.env),
      stdio: 'ignore',
      detached: true,
    });
    const ended = once(terraform, 'exit');
    while (cloud.account.redis.instances().length === 0 && terraform.exitCode === null) await sleep(20);
    process.kill(-(terraform.pid ?? Number.NaN), 'SIGKILL');
    await ended;
    for (const file of removed) await rm(join(project.folder, file), { force: true });
    expect(cloud.account.redis.instances()).toMatchObject([{ tags: {} }]);

    const swept = await project.sweep();
    expect(swept).toMatchObject({ code: 0, printed: expect.stringContaining('Nothing is left of ') });
    expect(swept.printed).toContain('Deleted Redis instance ');
    expect(cloud.account.contents()).toEqual([]);
  }
});

describe.skipIf(!canDeploy)('With half of the state,', { timeout: 120_000 }, () => {
  const destroysBoth = 'Terraform destroys what the state of %s has, and the sweep the rest';
  it.each<Half>([
    // The alarm policies have no tags: only what they watch tells whose they are, and Terraform destroys that.
    ['staging', /_monitor_/, /Deleted notice of alarm policies[\s\S]*Deleted alarm policy[\s\S]*Destroying/],
  ])(destroysBoth, sweepTheRest);
  it.runIf(isAtLength).each<Half>([['dev', /redis|vpc|cam_role\./, /Deleted Redis instance[\s\S]*Deleted VPC/]])(
    atLength(destroysBoth),
    sweepTheRest,
  );

  async function sweepTheRest(name: string, forgotten: RegExp, deleted: RegExp) {
    const { cloud, stop } = await startTestCloud();
    onTestFinished(stop);
    const project = await createProjectWithoutState(cloud);
    onTestFinished(project.remove);
    expect(await project.make(`deploy ENVIRONMENT=${name} ARGS=--auto-approve`)).toMatchObject({ code: 0 });
    const folder = join(project.folder, 'cdktf.out', 'stacks', stackNameOf(name));
    const terraform = async (...args: readonly string[]) => {
      const child = spawn(terraformProgram, args, { cwd: folder, env: terraformEnvironment(cloud.env) });
      let printed = '';
      child.stdout.on('data', (text) => {
        printed += text;
      });
      await once(child, 'close');
      return printed;
    };
    const addresses = (await terraform('state', 'list')).split('\n').filter((address) => forgotten.test(address));
    expect(addresses.length).toBeGreaterThan(3);
    await terraform('state', 'rm', ...addresses);

    const { code, printed } = await project.make(`destroy ENVIRONMENT=${name} SWEEP=1 ARGS=--auto-approve`);
    expect(code, printed).toBe(0);
    expect(printed).toMatch(/\d destroyed/);
    expect(printed).toMatch(deleted);
    expect(cloud.account.contents()).toEqual([]);
  }
});
