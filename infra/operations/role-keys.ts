import { appendFileSync } from 'node:fs';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client';
import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';
import { accountHttp } from './account-client';
import { runCommand } from './command-line';
import { askIdentity } from './job-identity';
import { readNeeded } from './read-env';

/** Seconds that the keys are good for: longer than a job may take. */
const lifetime = 3600;

/**
 * Gives the steps of a CI job that follow the temporary keys of a role, in place of stored ones. The keys serve Terraform's
 * provider and its store of the state alike; the store knows no OIDC.
 */
async function main(): Promise<void> {
  const needed = readNeeded(process.env, {
    ROLE_ARN:
      'the role to take, such as qcs::cam::uin/100012345678:roleName/deployer: a variable of the GitHub environment',
    OIDC_PROVIDER: 'the name that CAM has for GitHub as an identity provider: a variable of the repository',
    GITHUB_ENV: 'the file that GitHub Actions makes for a job',
  });
  const request: Models.AssumeRoleWithWebIdentityRequest = {
    ProviderId: needed.OIDC_PROVIDER,
    RoleArn: needed.ROLE_ARN,
    RoleSessionName: `github-${process.env.GITHUB_RUN_ID ?? 'job'}`,
    WebIdentityToken: await askIdentity(process.env),
    DurationSeconds: lifetime,
  };
  const client = new Client({
    credential: {},
    region: process.env.TENCENTCLOUD_REGION || 'ap-guangzhou',
    profile: { httpProfile: accountHttp(process.env) },
  });
  // The identity's token stands for the signature.
  const { Credentials: keys }: Models.AssumeRoleWithWebIdentityResponse = await client.request(
    'AssumeRoleWithWebIdentity',
    request,
    { skipSign: true },
  );
  if (keys === undefined) throw new Error('The security token service answered without keys.');
  for (const [name, value] of [
    ['TENCENTCLOUD_SECRET_ID', keys.TmpSecretId],
    ['TENCENTCLOUD_SECRET_KEY', keys.TmpSecretKey],
    ['TENCENTCLOUD_SECURITY_TOKEN', keys.Token],
  ]) {
    // Hidden in the job's log from here on.
    console.log(`::add-mask::${value}`);
    appendFileSync(needed.GITHUB_ENV, `${name}=${value}\n`);
  }
  console.log(`The steps that follow have keys of ${needed.ROLE_ARN} for an hour.`);
}

runCommand(main);
