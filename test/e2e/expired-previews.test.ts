import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { readActionsFiles } from '../repository/workflows';
import { canDeploy } from '../support/deployed-environment';
import { type GitHubServer, type StoredComment, startGitHubServer } from '../support/github-server';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';
import { environment, preview } from '../support/synthesize';

const steps = readActionsFiles('workflows').find(({ path }) => path.endsWith('/environment.yml'))?.steps ?? [];
/** What a job of the matrix runs for a preview that has ended. */
const endScript = steps.find((step) => step.if?.includes("'end'"))?.run ?? 'false';

describe.skipIf(!canDeploy)('The workflow that ends previews', { timeout: 180_000 }, () => {
  let started: ProjectInCloud;
  let github: GitHubServer;
  /** Milliseconds that are added to the clock of the account. */
  let later = 0;

  beforeEach(async () => {
    later = 0;
    const now = () => Date.now() + later;
    started = await startProject({ now });
    github = await startGitHubServer();
    return async () => {
      await github.stop();
      await started.stop();
    };
  });

  async function run(script: string, variables: NodeJS.ProcessEnv = {}): Promise<string> {
    const env = terraformEnvironment({ ...started.cloud.env, ...github.env, CI: 'true', ...variables });
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], {
      cwd: started.folder,
      env,
      maxBuffer: 1e8,
    });
    return stdout;
  }
  const list = async (): Promise<readonly { readonly name: string; readonly deployedAt: string }[]> =>
    JSON.parse(await run('make expired-previews'));
  const namesOf = (listed: readonly { readonly name: string }[]) => listed.map(({ name }) => name);
  const end = ({ name, deployedAt }: { readonly name: string; readonly deployedAt: string }) =>
    run(endScript, { ENVIRONMENT: name, DEPLOYED_AT: deployedAt });
  const contentsOf = (name: string) => started.cloud.account.contents().filter((one) => one.endsWith(`-${name}`));
  const commentsOf = (number: number) => github.pullRequests.get(number)?.comments ?? [];

  it('leaves nothing of those that have ended, and everything of others', async () => {
    const { deploy, cloud } = started;
    // Without make, whose signed calls of the API would be too late by then.
    later = -8 * 86_400_000;
    await deploy(environment('dev'));
    await deploy(preview('pr-2'));
    later = 0;
    await deploy(preview('pr-1'));
    await deploy(preview('pr-3'));
    await deploy(preview('pr-4'));
    await deploy(environment('prod'));
    // The destruction of pr-3 was interrupted: its role and its account in Redis are left, and its state is lost, like that of pr-4.
    cloud.account.scf.delete('default', 'sms-verification-pr-3');
    for (const [number, state] of [
      [1, 'open'],
      [2, 'open'],
      [3, 'closed'],
      [4, 'closed'],
    ] as const) {
      github.pullRequests.set(number, { state, comments: [] });
    }
    const kept = { dev: contentsOf('dev'), prod: contentsOf('prod'), fresh: contentsOf('pr-1') };

    expect(namesOf(await list())).toEqual(['pr-3', 'pr-4']);
    expect(commentsOf(1)).toEqual([]);
    expect(commentsOf(2)).toHaveLength(1);
    expect(commentsOf(2)[0]?.body).toContain(
      '`pr-2` will be destroyed tomorrow or later, since it was not deployed for 8 days.',
    );
    for (const preview of await list()) await end(preview);
    expect(commentsOf(2)).toHaveLength(1);
    expect([...contentsOf('pr-3'), ...contentsOf('pr-4')]).toEqual([]);
    expect(contentsOf('pr-2')).not.toEqual([]);

    const aDayEarlier = ({ createdAt, ...comment }: StoredComment) => ({
      ...comment,
      createdAt: new Date(createdAt.getTime() - 86_400_000),
    });
    github.pullRequests.set(2, { state: 'open', comments: commentsOf(2).map(aDayEarlier) });
    const ended = await list();
    expect(namesOf(ended)).toEqual(['pr-2']);
    // Deployed while the job waited for its turn.
    const [listed] = ended;
    if (listed === undefined) throw new Error('nothing has ended');
    expect(await end({ ...listed, deployedAt: '2026-01-01T00:00:00.000Z' })).toContain(
      '::notice::pr-2 was deployed at',
    );
    expect(contentsOf('pr-2')).not.toEqual([]);
    await end(listed);
    expect(contentsOf('pr-2')).toEqual([]);
    expect(await list()).toEqual([]);

    expect({ dev: contentsOf('dev'), prod: contentsOf('prod'), fresh: contentsOf('pr-1') }).toEqual(kept);
    const [redis] = cloud.account.redis.instances().filter(({ name }) => name.endsWith('-dev'));
    expect(redis?.accounts?.map(({ name }) => name)).toEqual(['pr-1']);
  });
});
