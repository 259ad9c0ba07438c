import { readNeeded } from './read-env';

/** Whom the token is for; the identity provider in CAM has to name it as its client id. */
export const audience = 'sts.tencentcloudapi.com';

/**
 * Asks GitHub Actions for the job's identity, a token that names repository, branch and GitHub environment.
 *
 * @throws {Error} where the job may not have one
 */
export async function askIdentity(env: NodeJS.ProcessEnv): Promise<string> {
  const allowed = 'set by GitHub Actions where the job has the permission id-token: write';
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = readNeeded(env, {
    ACTIONS_ID_TOKEN_REQUEST_URL: allowed,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: allowed,
  });
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`GitHub gives the job no identity: it answered ${response.status}.`);
  const { value } = (await response.json()) as { readonly value: string };
  return value;
}
