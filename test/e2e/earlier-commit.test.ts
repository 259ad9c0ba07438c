import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../support/at-length';
import { call, codeFor } from '../support/client';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import { createRepository, type Repository } from '../support/repository';

const texts = 'function/http/messages/english.ts';
const wrongCode = 'Wrong code. Please check the mobile number and the verification code.';
const number = '8618566246600';

/** Copies what a deployment needs of this project into a repository, with links to the packages. */
async function copyProject({ folder }: Repository): Promise<void> {
  const listed = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    'function',
    'infra',
    '*.json',
    'Makefile',
    '.gitignore',
  ];
  const files = execFileSync('git', listed, { cwd: projectRoot, encoding: 'utf8' }).trim().split('\n');
  for (const file of files) await cp(join(projectRoot, file), join(folder, file), { recursive: true });
  const provider = join('infra', 'provider-tencentcloud', 'lib');
  await symlink(join(projectRoot, provider), join(folder, provider));
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(projectRoot, 'node_modules'))) {
    if (name !== '.package-lock.json')
      await symlink(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

describe.skipIf(!canDeploy)('make deploy COMMIT=…', { timeout: 300_000 }, () => {
  let repository: Repository;
  let cloud: LocalCloud;

  beforeEach(async () => {
    const started = await startTestCloud();
    ({ cloud } = started);
    return started.stop;
  });

  async function stack(command: string, variables: NodeJS.ProcessEnv = {}) {
    const env = terraformEnvironment({ ...cloud.env, ENVIRONMENT: 'dev', ...variables });
    const approval = command === 'diff' ? [] : ['--auto-approve'];
    const args = ['infra/run.cjs', 'infra/operations/stack/cli.ts', command, ...approval];
    return promisify(execFile)(process.execPath, args, { cwd: repository.folder, env, maxBuffer: 1e8 }).then(
      ({ stdout, stderr }) => ({ code: 0, printed: `${stdout}${stderr}` }),
      (error) => ({ code: error.code as number, printed: `${error.stdout}${error.stderr}` }),
    );
  }
  const deployed = () => cloud.account.scf.get('default', 'sms-verification-dev');
  const url = () => cloud.account.triggers.find(deployed().functionId)?.url ?? '';
  const sendCode = async (phone: string) => {
    expect(await call(url(), { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    return codeFor(cloud, phone);
  };
  const login = (phone: string, code: string) => call(url(), { method: 'login', phone, code });

  it('goes back to an earlier function and forward again; codes that were sent stay valid', async () => {
    repository = await createRepository();
    await copyProject(repository);
    const text = await readFile(join(repository.folder, texts), 'utf8');
    await repository.write({ [texts]: text.replace(wrongCode, 'Not this one.') });
    const earlier = repository.commit('earlier').slice(0, 12);
    await repository.write({ [texts]: text });
    const today = repository.commit('today').slice(0, 12);

    expect(await stack('deploy')).toMatchObject({ code: 0 });
    expect(deployed().tags).toMatchObject({ commit: today });
    expect(cloud.account.vpc.vpcs()[0]?.tags).not.toHaveProperty('commit');
    await repository.write({ 'docs/notes.md': 'a document' });
    repository.commit('a document');
    expect((await stack('deploy')).printed).toContain('nothing to do');

    const [code, address] = [await sendCode(number), url()];
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await login(number, wrong)).toMatchObject({ codeStr: 'CodeIsError', msg: wrongCode });
    const shown = (await stack('diff', { COMMIT: earlier })).printed;
    expect(shown).toMatch(new RegExp(`"commit" += "${today}" -> "${earlier}"`));
    expect(shown).toContain('0 to add, 1 to change, 0 to destroy');
    expect(deployed().tags).toMatchObject({ commit: today });

    expect(await stack('deploy', { COMMIT: earlier })).toMatchObject({ code: 0 });
    expect(deployed().tags).toMatchObject({ commit: earlier });
    expect(url()).toBe(address);
    expect(await login(number, wrong)).toMatchObject({ codeStr: 'CodeIsError', msg: 'Not this one.' });
    expect(await login(number, code)).toMatchObject({ codeStr: 'Success' });
    const later = await sendCode('8618566246601');
    expect((await stack('deploy', { COMMIT: earlier })).printed).toContain('nothing to do');

    expect(await stack('deploy')).toMatchObject({ code: 0 });
    expect(deployed().tags).toMatchObject({ commit: today });
    expect(await login('8618566246601', later)).toMatchObject({ codeStr: 'Success' });
  });

  it.runIf(isAtLength)(atLength('changes nothing if the earlier function does not fit, or is unknown'), async () => {
    repository = await createRepository();
    await copyProject(repository);
    const variables = await readFile(join(repository.folder, 'function/configuration/variables.ts'), 'utf8');
    await repository.write({
      'function/configuration/variables.ts': variables.replaceAll('CODE_SECRET', 'OLD_SECRET'),
    });
    const earlier = repository.commit('earlier').slice(0, 12);
    await repository.write({ 'function/configuration/variables.ts': variables });
    repository.commit('today');
    const refused = await stack('deploy', { COMMIT: earlier });
    expect(refused.code).toBe(1);
    expect(refused.printed).toContain('it does not know CODE_SECRET, which the stack sets');
    expect(await stack('diff', { COMMIT: '0123456789ab' })).toMatchObject({
      code: 1,
      printed: expect.stringContaining('COMMIT: found "0123456789ab"'),
    });
    expect(await stack('destroy', { COMMIT: earlier })).toMatchObject({ code: 1 });
    expect(cloud.account.contents()).toEqual([]);
  });
});
