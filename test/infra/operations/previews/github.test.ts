import { beforeEach, describe, expect, it } from 'vitest';
import { connectToGitHub } from '../../../../infra/operations/previews/github';
import { type GitHubServer, startGitHubServer } from '../../../support/github-server';

const mark = '<!-- preview ends -->';

describe('The pull requests on GitHub', () => {
  let server: GitHubServer;

  beforeEach(async () => {
    server = await startGitHubServer();
    return server.stop;
  });

  it('tell their state, and when the newest warning was written, also on another page', async () => {
    const comment = (login: string, body: string, day: number) => ({
      login,
      body,
      createdAt: new Date(Date.UTC(2026, 10, day)),
    });
    const others = Array.from({ length: 120 }, () => comment('somebody', `${mark} not by the workflow`, 25));
    const comments = [
      comment('github-actions[bot]', `${mark}\nfirst`, 1),
      ...others,
      comment('github-actions[bot]', `${mark}\nsecond`, 20),
      comment('github-actions[bot]', '<!-- preview -->\nThe address\n<!-- deployed 2026-11-24T10:00:00Z -->', 1),
    ];
    server.pullRequests.set(42, { state: 'open', comments });
    server.pullRequests.set(43, { state: 'closed', comments: [] });
    const github = connectToGitHub(server.env);
    expect(await github.read(42)).toEqual({
      state: 'open',
      warnedAt: new Date(Date.UTC(2026, 10, 20)),
      deployedAt: new Date('2026-11-24T10:00:00Z'),
    });
    expect(await github.read(43)).toEqual({ state: 'closed', warnedAt: undefined, deployedAt: undefined });
    expect(await github.read(44)).toBeUndefined();
  });

  it('get a warning that is found again', async () => {
    server.pullRequests.set(42, { state: 'open', comments: [] });
    const github = connectToGitHub(server.env);
    await github.warn(42, 'It will end.');
    expect(server.pullRequests.get(42)?.comments).toMatchObject([{ body: `${mark}\nIt will end.` }]);
    expect((await github.read(42))?.warnedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await expect(github.warn(44, 'It will end.')).rejects.toThrow('GitHub has no pull request 44');
  });

  it('cannot be read without the job’s variables, or with a token that GitHub refuses', async () => {
    expect(() => connectToGitHub({})).toThrow('GITHUB_TOKEN is not set: the token of the job');
    const github = connectToGitHub({ ...server.env, GITHUB_TOKEN: 'other' });
    await expect(github.read(42)).rejects.toThrow('GitHub answered /pulls/42 with the HTTP status 401.');
  });
});
