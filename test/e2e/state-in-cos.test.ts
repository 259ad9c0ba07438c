import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client as TagClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import type { LocalCloud, LocalCloudOptions } from '../../local-cloud/local-cloud';
import { sdkConfig } from '../local-cloud/api/sdk-client';
import { commandsOf } from '../repository/runbook';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import { canKeepStatesInCos, stateBucket } from '../support/state-bucket';
import { type WatchedCommand, watchCommand } from '../support/watched-command';
import { createProjectWithoutState, type ProjectWithoutState } from './sweep/lost-state';

const region = 'ap-guangzhou';
const noChanges = 'No changes. Your infrastructure matches the configuration.';

/** A project as on one machine, whose states are in COS unless its commands say otherwise. */
interface Machine extends Pick<ProjectWithoutState, 'folder' | 'make' | 'start'> {
  /** Runs a command of the runbook for staging, about another environment. */
  run(command: string, environment?: string): ReturnType<ProjectWithoutState['make']>;
}

// platform: cos-backend
describe.skipIf(!canDeploy || !canKeepStatesInCos)('A state in COS', { timeout: 400_000 }, () => {
  let cloud: LocalCloud;
  let ends: (() => Promise<void>)[];

  beforeEach(() => {
    ends = [];
    return async () => {
      for (const end of ends.reverse()) await end();
    };
  });

  async function startCloud(options: LocalCloudOptions = {}): Promise<void> {
    const started = await startTestCloud({ stateBucket, ...options });
    ends.push(started.stop);
    ({ cloud } = started);
  }

  async function createMachine(): Promise<Machine> {
    const project = await createProjectWithoutState(cloud, { STATE_BUCKET: stateBucket, STATE_REGION: region });
    const { folder } = project;
    ends.push(project.remove);
    const start: Machine['start'] = (words, variables) => project.start(words, { ...cloud.stateEnv, ...variables });
    const make: Machine['make'] = (words, variables) => start(words, variables).ended();
    const run: Machine['run'] = (command, environment = 'dev') => {
      const words = command.replaceAll('sms-state-1250000000', stateBucket).replaceAll('staging', environment);
      const [program = '', ...args] = words.split(' ');
      if (program === 'make') return make(args.join(' '));
      const started = watchCommand(terraformProgram, args, {
        cwd: folder,
        env: terraformEnvironment({ ...cloud.env, ...cloud.stateEnv }),
      });
      // The question whether it shall.
      started.type('yes\n');
      return started.ended();
    };
    return { folder, start, make, run };
  }

  const deploy = async ({ make }: Machine, environment = 'dev', variables: NodeJS.ProcessEnv = {}) =>
    expect(await make(`deploy ENVIRONMENT=${environment} ARGS=--auto-approve`, variables)).toMatchObject({ code: 0 });
  const bucket = () => cloud.account.cos.bucket(region, stateBucket);
  const objects = () =>
    cloud.account.cos.listObjects(bucket(), { prefix: '', marker: '', maxKeys: 1000 }).listed.map(({ key }) => key);
  const stateOf = (environment: string) => `sms-verification/sms-verification-${environment}/terraform.tfstate`;
  const fileOf = ({ folder }: Machine, environment: string) =>
    join(folder, `terraform.sms-verification-${environment}.tfstate`);
  const inFile = { STATE_BUCKET: '', STATE_REGION: '' };

  it('is used by every machine, and told by make environments', async () => {
    await startCloud();
    const [first, second] = [await createMachine(), await createMachine()];
    await deploy(first);
    expect(objects()).toEqual([stateOf('dev')]);
    expect(existsSync(fileOf(first, 'dev'))).toBe(false);
    expect((await second.make('diff ENVIRONMENT=dev')).printed).toContain(noChanges);

    const list = async (variables: NodeJS.ProcessEnv = {}) => (await second.make('environments', variables)).printed;
    expect(await list()).toMatch(/^dev .* there$/m);
    expect(await list(inFile)).toMatch(/^dev .* missing$/m);
    const another = await list({ STATE_BUCKET: 'another-1300000000' });
    expect(another).toMatch(/^dev .* unknown$/m);
    expect(another).toContain('Its state cannot be read: Error: ');
    expect(another).toContain('another-1300000000 not exists');
    expect(await list({ TENCENTCLOUD_SECRET_KEY: 'wrong', API_ENDPOINT: cloud.url })).toContain('AuthFailure');
    cloud.account.cos.deleteObject(bucket(), stateOf('dev'));
    expect(await list()).toMatch(/^dev .* missing$/m);
  });

  it.runIf(isAtLength)(atLength('is unknown to make environments without the right to read it'), async () => {
    await startCloud({ faults: ['right-missing=cos:GetObject'] });
    const machine = await createMachine();
    await deploy(machine, 'dev', inFile);
    const { printed } = await machine.make('environments');
    expect(printed).toMatch(/^dev .* unknown$/m);
    expect(printed).toContain('AccessDenied');
  });

  it('is moved there by the command of the runbook, without a change', async () => {
    await startCloud();
    const machine = await createMachine();
    await deploy(machine, 'demo', inFile);
    const [, toCos = ''] = commandsOf('Move the state');
    expect(await machine.run(toCos, 'demo')).toMatchObject({ code: 0, printed: expect.stringContaining(noChanges) });
    expect(objects()).toEqual([stateOf('demo')]);
  });

  it.runIf(isAtLength)(
    atLength('is moved there and back by the commands of the runbook, without a change'),
    async () => {
      await startCloud();
      const machine = await createMachine();
      await deploy(machine, 'dev');
      // The list of what a state's prefix has also has what a longer name has.
      await deploy(machine, 'pr-42');
      await deploy(machine, 'pr-4', inFile);
      const before = cloud.account.contents();
      const [showFile = '', toCos = '', showCos = '', toFile = '', ...others] = commandsOf('Move the state');
      expect(others).toEqual([]);
      const run = (command: string) => machine.run(command, 'pr-4');

      expect((await run(`${showFile} STATE_BUCKET= STATE_REGION=`)).printed).toContain(noChanges);
      expect(objects()).not.toContain(stateOf('pr-4'));
      expect(await run(toCos)).toMatchObject({ code: 0, printed: expect.stringContaining(noChanges) });
      expect(objects()).toEqual([stateOf('dev'), stateOf('pr-4'), stateOf('pr-42')]);
      // As the runbook says.
      for (const file of [fileOf(machine, 'pr-4'), `${fileOf(machine, 'pr-4')}.backup`]) await rm(file);
      expect((await machine.make('diff ENVIRONMENT=pr-4', inFile)).printed).toContain('Backend configuration changed');
      expect((await machine.make('environments')).printed).toMatch(/^pr-4 .* there$/m);

      const another = await createMachine();
      expect((await another.run(showCos, 'pr-4')).printed).toContain(noChanges);
      expect(await another.run(toFile, 'pr-4')).toMatchObject({ code: 0, printed: expect.stringContaining(noChanges) });
      expect((await stat(fileOf(another, 'pr-4'))).mode & 0o777).toBe(0o600);
      cloud.account.cos.deleteObject(bucket(), stateOf('pr-4'));
      expect((await another.make('diff ENVIRONMENT=pr-4', inFile)).printed).toContain(noChanges);
      expect(cloud.account.contents()).toEqual(before);
      const destroyed = await another.make('destroy ENVIRONMENT=pr-4 ARGS=--auto-approve', inFile);
      expect(destroyed.printed).toContain('Nothing is left of sms-verification-pr-4 in the account.');
    },
  );

  /** Starts a Terraform on another machine that has read the state. `make` would start it in a session of its own. */
  async function startTerraform(...args: readonly string[]): Promise<WatchedCommand> {
    const { folder, make } = await createMachine();
    expect((await make('diff ENVIRONMENT=dev')).printed).toContain(noChanges);
    const env = terraformEnvironment({ ...cloud.env, ...cloud.stateEnv });
    const stack = join(folder, 'cdktf.out', 'stacks', 'sms-verification-dev');
    return watchCommand(terraformProgram, args, { cwd: stack, env });
  }
  /** Starts one that holds the lock until it gets an answer. */
  async function holdLock(): Promise<WatchedCommand> {
    const command = await startTerraform('apply', '-replace=random_password.code-secret');
    await command.prints('Enter a value:');
    return command;
  }

  // platform: state-lock-tags
  it('is locked for everybody else while somebody deploys', async () => {
    await startCloud();
    const machine = await createMachine();
    await deploy(machine);
    const holder = await holdLock();
    expect(objects()).toEqual([stateOf('dev'), `${stateOf('dev')}.tflock`]);
    const refused = await machine.make('deploy ENVIRONMENT=dev ARGS=--auto-approve');
    expect(refused.code).toBe(2);
    for (const text of ['Error acquiring the state lock', 'Who: ', 'Created: '])
      expect(refused.printed).toContain(text);
    const [, id = ''] = /force-unlock (\w{32})$/m.exec(refused.printed) ?? [];
    const examined = await machine.make('doctor ENVIRONMENT=dev');
    expect(examined.code).toBe(2);
    expect(examined.printed).toMatch(/^FAIL +State lock: held by \S+@\S+ since 20\d\d-/m);
    expect(examined.printed).toContain(`force-unlock ${id}`);
    const waiting = machine.start('diff ENVIRONMENT=dev ARGS=-lock-timeout=2m');
    await waiting.prints('Acquiring state lock.');
    holder.type('no\n');
    expect((await holder.ended()).printed).toContain('Apply cancelled.');
    expect(await waiting.ended()).toMatchObject({ code: 0, printed: expect.stringContaining(noChanges) });
    await deploy(machine);
    expect(objects()).toEqual([stateOf('dev')]);
    expect(cloud.account.tagging.accountTags()).toEqual([]);
  });

  // platform: cos-lock-stays
  it('stays locked after Terraform was killed, until the command of the runbook releases it', async () => {
    await startCloud();
    const machine = await createMachine();
    await deploy(machine);
    const holder = await holdLock();
    holder.signal('SIGKILL');
    await holder.ended();
    const [examine = '', release = '', deployAgain = '', ...others] = commandsOf('A locked state');
    expect(others).toEqual([]);
    expect((await machine.run(`${deployAgain} ARGS=--auto-approve`)).code).toBe(2);
    const [, id = ''] = /force-unlock (\w{32})$/m.exec((await machine.run(examine)).printed) ?? [];
    const wrong = await machine.run(release);
    expect(wrong).toMatchObject({ code: 1, printed: expect.stringContaining('lock id mismatch') });
    expect(await machine.run(release.replace(/\w{32}$/, id))).toMatchObject({ code: 0 });
    expect(objects()).toEqual([stateOf('dev')]);
    expect(await machine.run(`${deployAgain} ARGS=--auto-approve`)).toMatchObject({ code: 0 });
  });

  // platform: cos-lock-tag-stays, account-tags
  it.runIf(isAtLength)(
    atLength('stays locked by a tag after Terraform was killed in the wrong moment, and says how to delete it'),
    async () => {
      const left: { readonly key: string; readonly value: string }[] = [];
      let isArmed = false;
      await startCloud({
        interceptCall({ action, parameters }) {
          if (!isArmed || action !== 'CreateTag') return undefined;
          isArmed = false;
          const tag = { key: String(parameters.TagKey), value: String(parameters.TagValue) };
          cloud.account.tagging.createTag(tag);
          // The tag is there, and Terraform is killed before it knows.
          return () => void left.push(tag);
        },
      });
      const machine = await createMachine();
      await deploy(machine);
      const planning = await startTerraform('plan');
      // The calls of what has just been started are served after this.
      isArmed = true;
      await expect.poll(() => left, { timeout: 60_000 }).toHaveLength(1);
      const [lockedBy = { key: '', value: '' }] = left;
      planning.signal('SIGKILL');
      await planning.ended();
      expect(objects()).toEqual([stateOf('dev')]);

      const command = `tccli tag DeleteTag --TagKey ${lockedBy.key} --TagValue ${lockedBy.value}`;
      const refused = await machine.make('deploy ENVIRONMENT=dev ARGS=--auto-approve');
      expect(refused).toMatchObject({ code: 2, printed: expect.stringContaining('ResourceInUse.TagDuplicate') });
      expect(refused.printed).toContain(`A tag locks the state. Once nobody else uses it: ${command}\n`);
      const examined = await machine.make('doctor ENVIRONMENT=dev');
      expect(examined.printed).toMatch(/^FAIL +State lock: cannot be taken: a tag of the account locks the state/m);
      expect(examined.printed).toContain(command);
      await new TagClient(sdkConfig(cloud.url, cloud.account.credentials.owner)).DeleteTag({
        TagKey: lockedBy.key,
        TagValue: lockedBy.value,
      });
      await deploy(machine);
    },
  );
});
