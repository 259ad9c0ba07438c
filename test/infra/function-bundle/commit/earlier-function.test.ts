import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recordsFormat } from '../../../../function/store/records-format';
import { buildEarlierFunction } from '../../../../infra/function-bundle/commit/earlier-function';
import type { Fitness } from '../../../../infra/function-bundle/commit/fitness';
import { projectRoot } from '../../../../infra/project-root';
import { createRepository, type Repository } from '../../../support/repository';

const fits: Fitness = { recordsFormat, unknown: [], refused: [], missing: [] };
const variables = { SMS_SIGN: null, LOGIN_PAGE: 'on' };
const fitnessProgram = 'infra/function-bundle/commit/fitness-cli.ts';

/** A bundler that writes a text in place of a zip. */
const bundlerOf = (text: string) =>
  `import { mkdirSync, writeFileSync } from 'node:fs';
   mkdirSync('dist/function', { recursive: true });
   const text: string = ${JSON.stringify(text)};
   writeFileSync('dist/function/function.zip', text);`;

/** A repository with tsx among its packages, and a commit whose function is what its bundler writes. */
async function createHistory(code: string, fitness = fits): Promise<Repository & { readonly earlier: string }> {
  const repository = await createRepository();
  await mkdir(join(repository.folder, 'node_modules'));
  await symlink(join(projectRoot, 'node_modules', 'tsx'), join(repository.folder, 'node_modules', 'tsx'));
  await repository.write({
    '.gitignore': 'node_modules\ndist\n',
    'package.json': '{}',
    'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
    'infra/function-bundle/cli.ts': bundlerOf(code),
    [fitnessProgram]: `console.log(${JSON.stringify(JSON.stringify(fitness))});`,
  });
  return { ...repository, earlier: repository.commit('earlier') };
}

const build = (project: string, name: string) => buildEarlierFunction({ project, name, variables });

describe('The function of an earlier commit', { timeout: 60_000 }, () => {
  it('is built by the bundler of its own', async () => {
    const { folder, write, commit, earlier } = await createHistory('the earlier one');
    await write({ 'infra/function-bundle/cli.ts': bundlerOf('today’s') });
    const today = commit('today');
    const built = await build(folder, earlier.slice(0, 12));
    expect(await readFile(built.zipFile, 'utf8')).toBe('the earlier one');
    expect(built.commit).toBe(earlier.slice(0, 12));
    const newest = await build(folder, 'HEAD');
    expect(newest.commit).toBe(today.slice(0, 12));
    expect(await readFile(newest.zipFile, 'utf8')).toBe('today’s');
    // Another command may be deploying it.
    expect(await readFile(built.zipFile, 'utf8')).toBe('the earlier one');
  });

  it('is told the variables of the stack', async () => {
    const { folder, write, commit } = await createHistory('earlier');
    const asks = `import { readFileSync } from 'node:fs';
      const set = Object.keys(JSON.parse(readFileSync(0, 'utf8')));
      console.log(JSON.stringify({ ...${JSON.stringify(fits)}, unknown: set }));`;
    await write({ [fitnessProgram]: asks });
    commit('asks');
    await expect(build(folder, 'HEAD')).rejects.toThrow('it does not know SMS_SIGN, LOGIN_PAGE, which the stack sets');
  });

  it('gets the packages of its own lock file, without their install scripts', async () => {
    const { folder, write, commit } = await createHistory('today');
    const loader = pathToFileURL(join(projectRoot, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
    await write({
      'own/package.json': `{ "name": "tsx", "version": "1.0.0", "main": "index.mjs", "scripts": { "install": "exit 1" } }`,
      'own/index.mjs': `import ${JSON.stringify(loader)};`,
      'package.json': '{ "dependencies": { "tsx": "file:own" } }',
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { tsx: 'file:own' } },
          'node_modules/tsx': { resolved: 'own', link: true },
          own: { name: 'tsx', version: '1.0.0', hasInstallScript: true },
        },
      }),
      'infra/function-bundle/cli.ts': `${bundlerOf('with its own packages')}
        import { realpathSync } from 'node:fs';
        if (!realpathSync('node_modules/tsx').startsWith(realpathSync('.'))) throw new Error('not its own');`,
    });
    const own = commit('its own packages');
    await write({ 'package-lock.json': '{}', 'infra/function-bundle/cli.ts': 'today' });
    commit('today');
    expect(await readFile((await build(folder, own)).zipFile, 'utf8')).toBe('with its own packages');
  });

  it.each<[string, Partial<Fitness>, string]>([
    ['knows not all variables', { unknown: ['A', 'B'] }, 'it does not know A, B, which the stack sets'],
    ['takes other values', { refused: ['A'] }, "it does not take the stack's values of A"],
    ['needs more variables', { missing: ['A'] }, 'it needs A, which the stack does not set'],
    ['keeps other records', { recordsFormat: 99 }, `its records in Redis have format 99, today's ${recordsFormat}`],
  ])('is refused if it %s, before it is built', async (_, change, reason) => {
    const { folder, earlier } = await createHistory('earlier', { ...fits, ...change });
    await expect(build(folder, earlier)).rejects.toThrow(reason);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  it('is refused if the commit cannot say what it needs', async () => {
    const { folder, write, commit } = await createRepository();
    await write({ 'package-lock.json': '{}' });
    commit('first');
    await expect(build(folder, 'HEAD')).rejects.toThrow(
      'HEAD is from before functions could say which variables and records they need',
    );
  });

  it('is refused if the commit is unknown, with what may bring it', async () => {
    const { folder, earlier } = await createHistory('earlier');
    await expect(build(folder, '0123456789ab')).rejects.toThrow(
      'found "0123456789ab"; allowed: a commit of this clone',
    );
    await expect(build(folder, '0123456789ab')).rejects.toThrow('git fetch --all');
    await expect(build(folder, `${earlier.slice(0, 12)}-modified`)).rejects.toThrow('changes that nobody committed');
    await expect(build(folder, '--help')).rejects.toThrow('COMMIT: found "--help"');
    const shallow = await createRepository();
    shallow.git('fetch', '--quiet', '--depth=1', `file://${folder}`, 'HEAD');
    shallow.git('checkout', '--quiet', 'FETCH_HEAD');
    await expect(build(shallow.folder, 'HEAD~1')).rejects.toThrow('The clone is shallow: git fetch --unshallow');
  });
});
