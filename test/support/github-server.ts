import { createServer, type IncomingMessage } from 'node:http';

export interface StoredComment {
  readonly login: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** A pull request, as the stand-in of GitHub knows it. */
interface StoredPullRequest {
  readonly state: 'open' | 'closed';
  readonly comments: StoredComment[];
}

/** A server that answers as GitHub's REST API does about pull requests and their comments. */
export interface GitHubServer {
  /** What a job of GitHub Actions has in its process environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly pullRequests: Map<number, StoredPullRequest>;
  stop(): Promise<void>;
}

const repository = 'owner/repository';
const token = 'ghs_token';

export async function startGitHubServer(): Promise<GitHubServer> {
  const pullRequests = new Map<number, StoredPullRequest>();

  async function answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
    if (request.headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { message: 'Bad credentials' } };
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, kind, number, comments] =
      /^\/repos\/owner\/repository\/(pulls|issues)\/(\d+)(\/comments)?$/.exec(pathname) ?? [];
    const found = pullRequests.get(Number(number));
    if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (kind === 'pulls' && comments === undefined)
      return { status: 200, body: { number: Number(number), state: found.state } };
    if (kind !== 'issues' || comments === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (request.method === 'POST') {
      const { body } = JSON.parse(await readBody(request));
      found.comments.push({ login: 'github-actions[bot]', body, createdAt: new Date() });
      return { status: 201, body: {} };
    }
    const size = Number(searchParams.get('per_page') ?? 30);
    const start = (Number(searchParams.get('page') ?? 1) - 1) * size;
    const page = found.comments.slice(start, start + size);
    const models = page.map(({ login, body, createdAt }) => ({
      user: { login },
      body,
      created_at: createdAt.toISOString(),
    }));
    return { status: 200, body: models };
  }

  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    env: { GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token },
    pullRequests,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
