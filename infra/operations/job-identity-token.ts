import { readRequiredEnv } from './read-env';

/** Audience of the token. The identity provider in CAM must have it as its client ID. platform: oidc-client-id */
export const audience = 'sts.tencentcloudapi.com';

/**
 * Requests the job's OIDC token from GitHub Actions. Its claims are the repository, the branch and the GitHub environment.
 *
 * @throws {Error} if the job has no permission for a token, or if GitHub refuses it
 */
export async function requestIdentityToken(env: NodeJS.ProcessEnv): Promise<string> {
  const description = 'GitHub Actions sets it if the job has the permission id-token: write';
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = readRequiredEnv(env, {
    ACTIONS_ID_TOKEN_REQUEST_URL: description,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: description,
  });
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`GitHub refused to issue an OIDC token: HTTP status ${response.status}.`);
  const { value } = (await response.json()) as { readonly value: string };
  return value;
}

/** The claim `sub` of the token, which the role has to trust. @returns `undefined` if it is no JWT */
export function subjectOf(token: string): string | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).sub;
  } catch {
    return undefined;
  }
}
