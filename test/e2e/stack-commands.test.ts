import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { terraformProgram } from '../../infra/operations/terraform-program';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy } from '../support/deployed-environment';
import { notPlain } from '../support/plain-output';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';

const stack = 'sms-verification-dev';
const state = `terraform.${stack}.tfstate`;

describe.skipIf(!canDeploy)('Without a terminal, make', { timeout: 240_000 }, () => {
  let project: ProjectInCloud;
  let cloud: LocalCloud;
  let temporary: string;

  beforeEach(async () => {
    project = await startProject();
    ({ cloud } = project);
    temporary = join(project.folder, 'temporary');
    await mkdir(temporary);
    return project.stop;
  });

  /** Runs a shell command in the project, which leaves no plan behind. */
  async function run(command: string, variables: NodeJS.ProcessEnv = {}) {
    const ended = await project.run(command, { TMPDIR: temporary, ...variables });
    const plans = (await readdir(temporary)).filter((name) => name.startsWith('terraform-plan-'));
    expect(plans).toEqual([]);
    return ended;
  }
  const make = (target: string, args = '', variables?: NodeJS.ProcessEnv) =>
    run(`make ${target} ENVIRONMENT=dev ARGS='${args}'`, variables);
  /** The lines of the command itself, without that of make about its exit code. */
  const linesOf = (stderr: string) =>
    stderr
      .trim()
      .split('\n')
      .filter((line) => !/^make(\[\d+\])?: \*\*\*/.test(line));
  /** The files in a folder, with their contents. */
  const filesOf = async (folder: string) => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'utf8')]));
  };
  const deploy = async () => expect(await make('deploy', '--auto-approve')).toMatchObject({ code: 0 });
  const redis = () => cloud.account.redis.instances().map(({ instanceId }) => instanceId);
  const resourceAddress = async (type: string) =>
    (await run(`${terraformProgram} -chdir=cdktf.out/stacks/${stack} state list`)).stdout.match(`${type}\\.\\S+`)?.[0];

  it('deploys, has nothing to do the second time, and destroys until nothing is left', async () => {
    const first = await make('deploy', '--auto-approve');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).not.toContain('preview');
    const [url = ''] = /^url = ".*"$/m.exec(first.stdout) ?? [];
    expect(url).not.toBe('');
    const second = await make('deploy', '--auto-approve');
    expect(second.stdout).toContain(`${stack} is deployed as its settings say: nothing to do.`);
    expect(second.stdout).toContain(url);
    // platform: init-repeated
    const initializing = 'Initializing the backend';
    expect(first.stdout).toContain(initializing);
    expect(second.stdout).not.toContain(initializing);
    const folder = join(project.folder, 'cdktf.out', 'stacks', stack);
    const before = await filesOf(folder);
    await run(`${terraformProgram} -chdir=${folder} init -input=false`);
    expect(await filesOf(folder)).toEqual(before);
    await rm(join(folder, '.terraform'), { recursive: true });
    await writeFile(join(folder, 'cdk.tf.json'), '{}');
    const third = await make('deploy', '--auto-approve');
    expect(third.stdout).toContain(initializing);
    expect(third.stdout).toContain(`${stack} is deployed as its settings say: nothing to do.`);
    const destroyed = await make('destroy', '--auto-approve');
    expect(destroyed.stdout).toContain(`Nothing is left of ${stack} in the account. Its state and the backup, `);
    expect((await readdir(project.folder)).filter((name) => name.includes('tfstate'))).toEqual([]);
    expect(cloud.account.contents()).toEqual([]);
    expect(`${first.stdout}${second.stdout}${destroyed.stdout}`).not.toMatch(notPlain);
  });

  it.runIf(isAtLength)(atLength('destroys a part, and says nothing of the rest'), async () => {
    await deploy();
    const part = await resourceAddress('tencentcloud_scf_trigger');
    const { code, stdout } = await make('destroy', `--auto-approve -target=${part}`);
    expect(code).toBe(0);
    expect(stdout).toContain('1 destroyed');
    expect(stdout).not.toContain('Nothing is left');
    expect(await resourceAddress('tencentcloud_vpc')).toBeDefined();
  });

  it('deploy needs an approval, and says how to give it', async () => {
    for (const target of ['deploy', 'destroy']) {
      const { code, stdout, stderr } = await make(target);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(linesOf(stderr)).toEqual([expect.stringMatching(/^make \w+ asks before .* add ARGS=--auto-approve\./)]);
    }
    expect(cloud.account.contents()).toEqual([]);
  });

  it.each(['deploy', 'destroy'])('%s names each variable that is missing, in a line', async (target) => {
    const { code, stderr } = await make(target, '--auto-approve', {
      TF_VAR_sms_sign: '',
      TF_VAR_sms_sdkappid: undefined,
    });
    expect(code).toBe(2);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^sms_sdkappid is not set: export TF_VAR_sms_sdkappid=… \(SDKAppID /),
      expect.stringMatching(/^sms_sign is not set: export TF_VAR_sms_sign=… \(/),
    ]);
  });

  it('diff takes variables from a file and from ARGS', async () => {
    await writeFile(join(project.folder, 'values.tfvars'), 'sms_sdkappid = "1400006666"\n');
    const withoutValues = { TF_VAR_sms_sign: '', TF_VAR_sms_sdkappid: '' };
    expect(await make('diff', '--var-file values.tfvars --var sms_sign=Test', withoutValues)).toMatchObject({
      code: 0,
    });
    const invalid = await make('diff', '-var sms_sdkappid=x -var sms_sign=Test', withoutValues);
    expect(invalid.code).toBe(2);
    expect(invalid.stderr.replace(/\s+/g, ' ')).toContain('sms_sdkappid has to be the SDKAppID');
  });

  it.each([
    ['production', 'did you mean prod?'],
    ['a-name-of-over-20-letters', 'allowed: up to 20 lower-case letters'],
  ])('refuses the environment %s before it starts anything', async (name, message) => {
    await rm(join(project.folder, 'cdktf.out'), { recursive: true });
    for (const target of ['diff', 'doctor', 'deploy', 'destroy', 'smoke', 'acceptance', 'logs']) {
      const { code, stdout, stderr } = await run(`make ${target} ENVIRONMENT=${name}`);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.split(message)).toHaveLength(2);
    }
    await expect(readdir(join(project.folder, 'cdktf.out'))).rejects.toThrow('ENOENT');
  });

  it.runIf(isAtLength)(
    atLength('takes a name like a preset’s with NEW=1, and keeps the folders of other previews'),
    async () => {
      // Previews use its network and Redis.
      await deploy();
      expect(await run('make diff ENVIRONMENT=pr-1')).toMatchObject({ code: 0 });
      expect(await run('make diff ENVIRONMENT=prods NEW=1')).toMatchObject({ code: 0 });
      expect(await run('make synth')).toMatchObject({ code: 0 });
      expect(await run('node_modules/.bin/cdktf synth', { CI: '1' })).toMatchObject({ code: 0 });
      for (const name of ['pr-1', 'prods']) {
        const folder = join(project.folder, 'cdktf.out', 'stacks', `sms-verification-${name}`);
        expect(await readdir(folder)).toEqual(expect.arrayContaining(['.terraform', 'cdk.tf.json']));
      }
    },
  );

  it.each([['deploy', '--auto-approve'], ['doctor']])(
    '%s says that a name is a preview’s',
    async (target, args = '') => {
      const { stdout } = await run(`make ${target} ENVIRONMENT=mine ARGS='${args}'`);
      expect(stdout.split('\n')).toContain('mine: a preview, since no preset has this name');
    },
  );

  it('destroy says that there is nothing, and forgets the preview', async () => {
    const { code, stdout, stderr } = await run("make destroy ENVIRONMENT=pr-1 ARGS='--auto-approve'");
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      `There is nothing in the state of sms-verification-pr-1, so Terraform has nothing to destroy. Nothing of it was found in the account either`,
    );
    expect(await readdir(join(project.folder, 'cdktf.out', 'stacks'))).not.toContain('sms-verification-pr-1');
  });

  it('lists an environment whose state was lost, and changes nothing of it', async () => {
    await deploy();
    await rm(join(project.folder, state));
    const before = cloud.account.contents();
    const [instanceId = ''] = redis();

    const destroyed = await make('destroy', '--auto-approve');
    expect(destroyed.code).toBe(2);
    expect(destroyed.stderr).toContain(`There is nothing in the state of ${stack}`);
    for (const line of [
      `function default+${stack} "${stack}"`,
      `Redis instance ${instanceId} "${stack}"`,
      'VPC vpc-',
    ]) {
      expect(destroyed.stderr).toContain(`\n  ${line}`);
    }
    expect(destroyed.stderr).toContain('To delete them in this order: make destroy ENVIRONMENT=dev SWEEP=1\n');

    const deployed = await make('deploy', '--auto-approve');
    expect(deployed.code).toBe(2);
    expect(deployed.stderr).toContain(`These parts of ${stack} are in the account, but not in its state:`);
    expect(deployed.stderr).toMatch(new RegExp(`import tencentcloud_redis_instance\\.\\S+ ${instanceId}\\n`));
    const shown = await make('diff');
    expect(shown.code).toBe(2);
    expect(shown.stderr).toContain('make deploy would refuse this.');
    expect(cloud.account.contents()).toEqual(before);
  });

  it('names the backup of a state that was lost or is damaged, and goes on from it', async () => {
    await deploy();
    const file = join(project.folder, state);
    await copyFile(file, `${file}.backup`);
    const command = `  cp ${state}.backup ${state}`;
    await writeFile(file, '{"version":4,"reso');
    for (const target of ['diff', 'deploy', 'destroy']) {
      const { code, stderr } = await make(target, target === 'diff' ? '' : '--auto-approve');
      expect(code).toBe(2);
      expect(stderr).toContain(`${state} is damaged: it is no state. Nothing was changed.\n`);
      expect(stderr.split('\n')).toContain(command);
    }
    expect((await make('doctor')).stdout.split('\n').map((line) => line.trim())).toContain(command.trim());
    await rm(file);
    for (const target of ['deploy', 'destroy']) {
      const { code, stderr } = await make(target, '--auto-approve');
      expect(code).toBe(2);
      expect(stderr.split('\n')).toContain(command);
    }
    await run(command);
    expect((await make('diff')).stdout).toContain('No changes.');
  });

  it.runIf(isAtLength)(
    atLength('says which Redis outside the state keeps the subnet from being destroyed'),
    async () => {
      await deploy();
      const [instanceId = ''] = redis();
      for (const type of ['tencentcloud_redis_param', 'tencentcloud_redis_instance']) {
        await run(`${terraformProgram} -chdir=cdktf.out/stacks/${stack} state rm ${await resourceAddress(type)}`);
      }
      // As after an interrupted creation, which would have added the tags at its end.
      cloud.account.redis.change(instanceId, { tags: {} });
      const failed = await make('destroy', '--auto-approve');
      expect(failed.code).toBe(2);
      expect(failed.stderr).toContain('They may be what keeps others from being deleted:');
      expect(failed.stderr).toContain(
        `\n  Redis instance ${instanceId} "${stack}" (without tags of this environment; check that it is yours)\n` +
          'To delete them in this order: make destroy ENVIRONMENT=dev SWEEP=1\n',
      );
      expect(failed.stderr).toMatch(new RegExp(`import tencentcloud_redis_instance\\.\\S+ ${instanceId}\n`));

      cloud.account.redis.isolate(instanceId);
      expect((await make('destroy', '--auto-approve')).stderr).toContain('(in the recycle bin, still in its subnet)');
      await cloud.account.redis.cleanUp(instanceId);
      expect(await make('destroy', '--auto-approve')).toMatchObject({ code: 0 });
      expect(cloud.account.contents()).toEqual([]);
    },
  );

  it('deploys no second Redis, and goes on when the first one was imported', async () => {
    await deploy();
    const [instanceId = ''] = redis();
    for (const type of ['tencentcloud_redis_param', 'tencentcloud_redis_instance']) {
      await run(`${terraformProgram} -chdir=cdktf.out/stacks/${stack} state rm ${await resourceAddress(type)}`);
    }
    const refused = await make('deploy', '--auto-approve');
    expect(refused.code).toBe(2);
    const [, command = ''] = /^ {2}(\S+ -chdir=\S+ import .*)$/m.exec(refused.stderr) ?? [];
    expect(command).toContain(instanceId);
    expect(await run(command)).toMatchObject({ code: 0 });
    await deploy();
    expect(redis()).toEqual([instanceId]);
    expect((await make('diff')).stdout).toContain('No changes.');
  });

  it.runIf(isAtLength)(atLength('does not destroy in another region than that of the state'), async () => {
    await deploy();
    const file = join(project.folder, state);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('ap-guangzhou', 'ap-beijing'));
    for (const target of ['destroy', 'deploy']) {
      const { code, stderr } = await make(target, '--auto-approve');
      expect(code).toBe(2);
      expect(linesOf(stderr)).toEqual([
        expect.stringContaining(
          `${stack} is in ap-beijing according to its state, and in ap-guangzhou according to its settings.`,
        ),
      ]);
    }
    expect(cloud.account.contents()).not.toEqual([]);
    expect(await readFile(file, 'utf8')).toContain('tencentcloud_redis_instance');
  });

  it('warns in a line if it may not search the account, and deploys', async () => {
    const limited = await startProject({ faults: ['right-missing=tag:GetResources'] });
    onTestFinished(limited.stop);
    const run = (target: string) => limited.run(`make ${target} ENVIRONMENT=dev ARGS=--auto-approve`);
    const { code, stderr } = await run('deploy');
    expect(code).toBe(0);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^Warning: the account could not be searched .*AuthFailure\.UnauthorizedOperation/),
    ]);
    expect((await run('destroy')).code).toBe(0);
    const again = await run('destroy');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('Look in the console for what the account has of it.');
  });
});
