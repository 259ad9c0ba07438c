import { readRequiredEnv } from '../read-env';
import type { PullRequest } from './preview-expiry';

/** The pull requests of a repository, as GitHub's REST API (2022-11-28) has them: `pulls` for the state, `issues` for comments. */
export interface PullRequests {
  /** @returns `undefined` if there is no such pull request */
  read(number: number): Promise<PullRequest | undefined>;
  /** Writes a warning about the preview of a pull request as a comment. */
  warn(number: number, text: string): Promise<void>;
}

/** Begins the comments that warn, which are otherwise anybody's. */
const mark = '<!-- preview ends -->';
/** Begins the comment with the address of a preview, in which preview.yml writes when it deployed it. */
const addressMark = '<!-- preview -->';
/** Who writes the comments of workflows. */
const author = 'github-actions[bot]';
/** Comments of a page, as many as the API allows. */
const pageSize = 100;

interface Comment {
  readonly user: { readonly login: string } | null;
  readonly body?: string;
  readonly created_at: string;
}

/**
 * Connects to the API of GitHub, as a job of GitHub Actions can.
 *
 * @throws {Error} if a variable of the job is missing
 */
export function connectToGitHub(env: NodeJS.ProcessEnv): PullRequests {
  const description = 'GitHub Actions sets it';
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = readRequiredEnv(env, {
    GITHUB_API_URL: description,
    GITHUB_REPOSITORY: description,
    GITHUB_TOKEN: 'the token of the job, with the permission pull-requests: write',
  });

  async function call(path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${GITHUB_TOKEN}` },
      signal: AbortSignal.timeout(30_000),
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`GitHub answered ${path} with the HTTP status ${response.status}.`);
    return response.json();
  }

  async function readComments(number: number): Promise<Pick<PullRequest, 'warnedAt' | 'deployedAt'>> {
    let warnedAt: Date | undefined;
    let deployedAt: Date | undefined;
    for (let page = 1; ; page++) {
      const path = `/issues/${number}/comments?per_page=${pageSize}&page=${page}`;
      const comments = ((await call(path)) ?? []) as readonly Comment[];
      for (const { user, body = '', created_at } of comments) {
        if (user?.login !== author) continue;
        if (body.startsWith(mark)) warnedAt = new Date(created_at);
        if (body.startsWith(addressMark)) deployedAt = readDeployment(body);
      }
      if (comments.length < pageSize) return { warnedAt, deployedAt };
    }
  }

  return {
    async read(number) {
      const found = (await call(`/pulls/${number}`)) as { readonly state: 'open' | 'closed' } | undefined;
      return found && { state: found.state, ...(await readComments(number)) };
    },
    async warn(number, text) {
      const written = await call(`/issues/${number}/comments`, { body: `${mark}\n${text}` });
      if (written === undefined) throw new Error(`GitHub has no pull request ${number} to write a comment to.`);
    },
  };
}

/** @returns when a preview was deployed, by the comment with its address. @default - it is destroyed, or the comment does not tell */
function readDeployment(body: string): Date | undefined {
  const [, time] = /^<!-- deployed (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->$/m.exec(body.replaceAll('\r', '')) ?? [];
  return time === undefined ? undefined : new Date(time);
}
