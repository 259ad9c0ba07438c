import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../infra/project-root';

interface ReceivedRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts a server in place of GitHub or the security token service, and records the requests that it receives. */
async function serve(
  answer: (request: IncomingMessage) => object,
): Promise<{ address: string; received: ReceivedRequest[] }> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    received.push({ url: request.url ?? '', headers: request.headers, body: await text(request) });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(request)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Runs the command as a step of a job. */
async function assumeRole(
  variables: NodeJS.ProcessEnv,
): Promise<{ printed: string; code: number; jobVariables: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'job-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'env');
  await writeFile(file, '');
  const env = { PATH: process.env.PATH, GITHUB_ENV: file, GITHUB_RUN_ID: '77', ...variables };
  const args = ['--import', 'tsx', 'infra/operations/role-credentials.ts'];
  const { stdout, stderr, code } = await promisify(execFile)('node', args, { cwd: projectRoot, env }).then(
    (ended) => ({ ...ended, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { printed: `${stdout}${stderr}`, code, jobVariables: await readFile(file, 'utf8') };
}

const role = { ROLE_ARN: 'qcs::cam::uin/100012345678:roleName/deployer', OIDC_PROVIDER: 'github' };
const temporaryCredentials = { TmpSecretId: 'AKIDtemporary', TmpSecretKey: 'temporary-key', Token: 'temporary-token' };

describe('Temporary credentials for a CI job', { timeout: 30_000 }, () => {
  it('are issued for the job’s identity, passed to the next steps, and masked in the log', async () => {
    const github = await serve(() => ({ value: 'identity-token' }));
    const sts = await serve(() => ({ Response: { Credentials: temporaryCredentials, RequestId: '1' } }));
    const { printed, code, jobVariables } = await assumeRole({
      ...role,
      API_ENDPOINT: sts.address,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${github.address}/token?api-version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    });
    expect({ printed, code }).toMatchObject({ code: 0 });
    expect(github.received).toMatchObject([
      {
        url: '/token?api-version=2&audience=sts.tencentcloudapi.com',
        headers: { authorization: 'Bearer request-token' },
      },
    ]);
    expect(sts.received).toMatchObject([
      {
        headers: {
          host: 'sts.tencentcloudapi.com',
          authorization: 'SKIP',
          'x-tc-action': 'AssumeRoleWithWebIdentity',
          'x-tc-version': '2018-08-13',
        },
      },
    ]);
    expect(JSON.parse(sts.received[0]?.body ?? '')).toEqual({
      ProviderId: 'github',
      RoleArn: role.ROLE_ARN,
      RoleSessionName: 'github-77',
      WebIdentityToken: 'identity-token',
      DurationSeconds: 7200,
    });
    expect(jobVariables.trim().split('\n')).toEqual([
      'TENCENTCLOUD_SECRET_ID=AKIDtemporary',
      'TENCENTCLOUD_SECRET_KEY=temporary-key',
      'TENCENTCLOUD_SECURITY_TOKEN=temporary-token',
    ]);
    for (const value of Object.values(temporaryCredentials)) expect(printed).toContain(`::add-mask::${value}`);
    expect(printed.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/temporary|identity-token/);
  });

  it('are refused if the role does not trust the job, with the service’s own message and the job’s identity', async () => {
    const sub = 'repo:acme@1234/sms@5678:environment:staging';
    const claims = Buffer.from(JSON.stringify({ sub })).toString('base64url');
    const github = await serve(() => ({ value: `header.${claims}.signature` }));
    const refusal = { Code: 'AuthFailure.UnauthorizedOperation', Message: 'The role does not trust this identity.' };
    const sts = await serve(() => ({ Response: { Error: refusal, RequestId: '1' } }));
    const { printed, code, jobVariables } = await assumeRole({
      ...role,
      API_ENDPOINT: sts.address,
      ACTIONS_ID_TOKEN_REQUEST_URL: github.address,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    });
    expect({ code, jobVariables, printed }).toEqual({
      code: 1,
      jobVariables: '',
      printed:
        `${refusal.Code}: ${refusal.Message}\nThe job's identity is ${sub}. The role has to trust the identity provider on the ` +
        'condition that "oidc:sub" is that: see "Deployments with GitHub Actions" in docs/deploy.md.\n',
    });
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['a role', {}, 'ROLE_ARN is not set: the role to assume'],
    ['the permission for an identity token', role, 'has the permission id-token: write'],
  ])('need %s', async (_, variables, message) => {
    const { printed, code } = await assumeRole(variables);
    expect(code).toBe(1);
    expect(printed).toContain(message);
    expect(printed).not.toMatch(/at .*\.[jt]s:/);
  });
});
