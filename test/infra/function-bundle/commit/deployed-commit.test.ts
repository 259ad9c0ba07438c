import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deployedCommit } from '../../../../infra/function-bundle/commit/deployed-commit';
import { createRepository } from '../../../support/repository';

describe('The commit of a deployment', () => {
  it('is the last one that changed what is deployed, not one of documents or tests', async () => {
    const { folder, write, commit } = await createRepository();
    await write({ 'function/handler.ts': '1', 'docs/deploy.md': '1' });
    const first = commit('a function');
    await write({ 'docs/deploy.md': '2', 'test/one.test.ts': '', 'README.md': '' });
    commit('documents and tests');
    expect(deployedCommit(folder)).toBe(first.slice(0, 12));
    expect(deployedCommit(folder)).toMatch(/^[0-9a-f]{12}$/);
    await write({ 'infra/main.ts': '1' });
    expect(deployedCommit(folder)).toBe(`${first.slice(0, 12)}-modified`);
    const second = commit('an infrastructure');
    expect(deployedCommit(folder)).toBe(second.slice(0, 12));
  });

  it.each(['function/handler.ts', 'infra/main.ts', 'package-lock.json', 'cdktf.json', 'tsconfig.json'])(
    'says that %s was modified without a commit',
    async (path) => {
      const { folder, write, commit } = await createRepository();
      await write({ [path]: '1' });
      const first = commit('first').slice(0, 12);
      expect(deployedCommit(folder)).toBe(first);
      await write({ [path]: '2', 'docs/notes.md': 'not committed' });
      expect(deployedCommit(folder)).toBe(`${first}-modified`);
    },
  );

  it('is the same in a clone', async () => {
    const { folder, git, write, commit } = await createRepository();
    await write({ 'function/handler.ts': '1' });
    commit('first');
    const other = await createRepository();
    git('push', '--quiet', other.folder, 'HEAD:refs/heads/pushed');
    other.git('checkout', '--quiet', 'pushed');
    expect(deployedCommit(other.folder)).toBe(deployedCommit(folder));
  });

  it('is unknown outside of a repository, and in one without commits', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'none-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    expect(deployedCommit(folder)).toBeUndefined();
    expect(deployedCommit((await createRepository()).folder)).toBeUndefined();
  });
});
