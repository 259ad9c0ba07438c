import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/local-cloud';
import { giveStatements, readPolicy } from '../infra/policies/deploying-policy';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy } from '../support/deployed-environment';
import { createLockingFolder } from '../support/locked-state';
import { notPlain } from '../support/plain-output';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';

describe.skipIf(!canDeploy)('make doctor', { timeout: 120_000 }, () => {
  let project: ProjectInCloud;
  let cloud: LocalCloud;

  beforeEach(async () => {
    project = await startProject();
    ({ cloud } = project);
    return project.stop;
  });

  const doctor = (name: string, args = '', variables?: NodeJS.ProcessEnv) =>
    project.run(`make doctor ENVIRONMENT=${name} ARGS='${args}'`, variables);
  /** The lines with a label, without what is indented below them. */
  const linesOf = (stdout: string, label: string) =>
    stdout.split('\n').filter((line) => line.startsWith(label.padEnd(6)));

  const isHealthy = 'has no warning about a healthy account for %s, and changes nothing';
  it.each(['staging'])(isHealthy, examineHealthy);
  it.runIf(isAtLength).each(['demo'])(atLength(isHealthy), examineHealthy);

  async function examineHealthy(name: string): Promise<void> {
    const before = cloud.account.contents();
    // Another region than the environment's. platform: provider-by-environment
    const { code, stdout, stderr } = await doctor(name, '', { TENCENTCLOUD_REGION: 'ap-beijing' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ ok, (\d+ notes?, )?0 warnings, 0 failures$/m);
    expect(stdout).toContain(`${name} in ap-guangzhou\n`);
    expect(stdout).not.toContain('preview');
    expect(linesOf(stdout, 'ok').length).toBeGreaterThan(12);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toMatch(notPlain);
    expect(cloud.account.contents()).toEqual(before);
    // Nothing was deployed, so there is no state.
    await project.run(`make diff ENVIRONMENT=${name}`);
    expect((await readdir(project.folder)).filter((file) => file.includes('.tfstate'))).toEqual([]);
  }

  it('says that it runs in another folder', async () => {
    const cli = join(project.folder, 'infra', 'operations', 'doctor', 'cli.ts');
    const { code, stdout } = await project.run(`cd infra && ENVIRONMENT=demo node --import tsx ${cli}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}Settings: There is no cdktf\.json in /m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Run the command in the folder of the project, as make does.');
  });

  const accepts = 'accepts %s in TF_CLI_ARGS, as a deployment does';
  it.each(['-lock=false'])(accepts, acceptOption);
  it.runIf(isAtLength).each(['-no-color'])(atLength(accepts), acceptOption);

  async function acceptOption(option: string): Promise<void> {
    const variables = { TF_CLI_ARGS: option };
    const { code, stdout } = await doctor('dev', '', variables);
    expect({ code, failures: linesOf(stdout, 'FAIL') }).toEqual({ code: 0, failures: [] });
    expect(await project.run('make deploy ENVIRONMENT=dev ARGS=--auto-approve', variables)).toMatchObject({ code: 0 });
  }

  it('has no warning about a deployed environment, also with the rights of CI', async () => {
    expect(await project.run("make deploy ENVIRONMENT=staging ARGS='--auto-approve'")).toMatchObject({ code: 0 });
    giveStatements(cloud.account, 'deployer', readPolicy('deploy-ci'));
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole('deployer');
    const ofCi = {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
    for (const variables of [{}, ofCi]) {
      const { code, stdout, stderr } = await doctor('staging', '--json', variables);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { findings, ...report } = JSON.parse(stdout);
      expect(report).toMatchObject({ environment: 'staging', region: 'ap-guangzhou', warnings: 0, failures: 0 });
      expect(findings).toContainEqual(
        expect.objectContaining({ found: 'terraform.sms-verification-staging.tfstate, with what is deployed' }),
      );
    }
  });

  it('names variables that are missing or refused, and checks the rest with those of a file', async () => {
    const file = join(project.folder, 'values.tfvars');
    await writeFile(file, 'sms_sdkappid = "1400006666"\nalarm_receiver_uids = [100000000001]\n');
    const none = { TF_VAR_sms_sdkappid: '', TF_VAR_alarm_receiver_uids: '', TF_VAR_sms_sign: '' };
    const { code, stdout } = await doctor('staging', '--var-file values.tfvars', none);
    expect(code).toBe(2);
    expect(linesOf(stdout, 'FAIL').slice(0, 2)).toEqual([
      'FAIL  Terraform variables: sms_sign is not set',
      expect.stringContaining('FAIL  Terraform variables: alarm_receiver_uids has to contain'),
    ]);
    expect(stdout).toContain('ok    SMS package: ');
  });

  it('says who holds the lock of the state since when', async () => {
    const { lock, endWork } = await createLockingFolder(project.folder, 'terraform.sms-verification-dev.tfstate');
    const apply = await lock();
    const { code, stdout } = await doctor('dev');
    expect(code).toBe(2);
    expect(linesOf(stdout, 'FAIL')).toEqual([
      expect.stringMatching(/^FAIL {2}State lock: held by \S+@\S+ since 20\S+ \S+ UTC$/),
    ]);
    await endWork();
    expect(await apply.ended()).toMatchObject({ code: 0 });
  });

  it.runIf(isAtLength)(atLength('lists an environment whose state was lost'), async () => {
    await project.run("make deploy ENVIRONMENT=dev ARGS='--auto-approve'");
    const file = join(project.folder, 'terraform.sms-verification-dev.tfstate');
    const state = await readFile(file, 'utf8');
    await writeFile(file, '');
    const { code, stdout } = await doctor('dev');
    expect(code).toBe(2);
    expect(linesOf(stdout, 'FAIL')).toEqual([
      'FAIL  Outside the state: parts of sms-verification-dev are in the account, but',
    ]);
    expect(stdout).toContain('function default+sms-verification-dev');
    expect(stdout).toMatch(/ import tencentcloud_redis_instance\.\S+ crs-/);
    await writeFile(file, state.replaceAll('ap-guangzhou', 'ap-beijing'));
    expect((await doctor('dev')).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'FAIL State: sms-verification-dev is in ap-beijing according to its state',
    );
  });

  it('says that there is no Terraform', async () => {
    const { code, stdout, stderr } = await doctor('demo', '', { TERRAFORM_BINARY_NAME: '/none/terraform' });
    expect(code).toBe(2);
    expect(linesOf(stdout, 'FAIL')).toEqual([
      'FAIL  Terraform: TERRAFORM_BINARY_NAME names "/none/terraform", which cannot be',
    ]);
    expect(stderr).not.toContain('    at ');
  });

  it.runIf(isAtLength)(atLength('says that the provider cannot be had'), async () => {
    const configuration = join(project.folder, 'mirror.tfrc');
    const mirror = join(project.folder, 'nothing');
    await writeFile(configuration, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
    const proxy = { TENCENTCLOUD_PROTOCOL: 'HTTP', HTTP_PROXY: project.cloud.url };
    const variables = { ...proxy, TF_REATTACH_PROVIDERS: undefined, TF_CLI_CONFIG_FILE: configuration };
    const { code, stdout } = await doctor('demo', '', variables);
    expect(code).toBe(2);
    const [line = '', ...others] = linesOf(stdout, 'FAIL');
    // Both are missing, and either may be named first.
    expect(line).toMatch(/^FAIL {2}Providers: .*(tencentcloud|random)/);
    expect(others).toEqual([]);
    expect(stdout).toContain('checked as if nothing were deployed');
  });

  it('says once that there are no credentials, that the local cloud has ended, or that Terraform would not reach it', async () => {
    const withoutKeys = { TENCENTCLOUD_SECRET_ID: undefined, HOME: project.folder };
    const first = await doctor('demo', '', withoutKeys);
    expect(first.code).toBe(2);
    expect(linesOf(first.stdout, 'FAIL')).toEqual([
      expect.stringContaining('FAIL  Credentials: TENCENTCLOUD_SECRET_ID is not set'),
    ]);
    const ended = await startLocalCloud();
    await ended.stop();
    const second = await doctor('demo', '', ended.env);
    expect(second.code).toBe(2);
    expect(linesOf(second.stdout, 'warn')).toEqual([]);
    expect(linesOf(second.stdout, 'FAIL')).toEqual([
      'FAIL  Local cloud: API_ENDPOINT and TF_REATTACH_PROVIDERS name a local cloud',
    ]);
    expect(second.stdout).toContain('\n        Start it again and set the variables');
    const third = await doctor('demo', '', { TF_REATTACH_PROVIDERS: undefined });
    expect(third.code).toBe(2);
    expect(linesOf(third.stdout, 'FAIL')).toEqual([
      'FAIL  Local cloud: API_ENDPOINT names a local cloud, but Terraform would work on',
    ]);
  });

  it.each([
    ['production', '', 'did you mean prod?'],
    ['demo', '--nonsense x y', 'ARGS: found "y"'],
    ['demo', '--jsn', 'ARGS: found "--jsn"; allowed: --auto-approve'],
    ['demo', '--force-copy', 'the doctor changes nothing'],
  ])('refuses %s %s', async (name, args, message) => {
    const { code, stdout, stderr } = await doctor(name, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('explains itself without an environment', async () => {
    const { code, stdout, stderr } = await project.run('make doctor ARGS=--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('make doctor ENVIRONMENT=prod');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
