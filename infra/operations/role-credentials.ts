import { appendFileSync } from 'node:fs';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client';
import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';
import { readApiFailure } from '../../function/tencent-cloud/api-failure';
import { accountHttpProfile } from './account-client';
import { describeError, runCommand } from './command-line';
import { credentialsLifetimeSeconds } from './credentials-lifetime';
import { requestIdentityToken, subjectOf } from './job-identity-token';
import { readRequiredEnv } from './read-env';

/**
 * Assumes a role, and passes its temporary credentials to the following steps of a CI job, so that no credentials have to be
 * stored. Both Terraform's provider and its COS backend use them; the backend itself does not support OIDC.
 */
async function main(): Promise<void> {
  const required = readRequiredEnv(process.env, {
    ROLE_ARN:
      'the role to assume, such as qcs::cam::uin/100012345678:roleName/deployer, a variable of the GitHub environment',
    OIDC_PROVIDER: 'the name of the identity provider for GitHub in CAM, a variable of the repository',
    GITHUB_ENV: 'GitHub Actions sets it to a file for the variables of a job',
  });
  const identityToken = await requestIdentityToken(process.env);
  const request: Models.AssumeRoleWithWebIdentityRequest = {
    ProviderId: required.OIDC_PROVIDER,
    RoleArn: required.ROLE_ARN,
    RoleSessionName: `github-${process.env.GITHUB_RUN_ID ?? 'job'}`,
    WebIdentityToken: identityToken,
    DurationSeconds: credentialsLifetimeSeconds,
  };
  const client = new Client({
    credential: {},
    region: process.env.TENCENTCLOUD_REGION || 'ap-guangzhou',
    profile: { httpProfile: accountHttpProfile(process.env) },
  });
  // The identity token replaces the signature. platform: sdk-skip-sign
  const { Credentials: credentials }: Models.AssumeRoleWithWebIdentityResponse = await client
    .request('AssumeRoleWithWebIdentity', request, { skipSign: true })
    .catch((error: unknown) => {
      if (readApiFailure(error).result !== 'refused') throw error;
      throw new Error(`${describeError(error)}\n${trustAdvice(identityToken)}`, { cause: error });
    });
  if (credentials === undefined) throw new Error('The reply of the security token service contains no credentials.');
  for (const [name, value] of [
    ['TENCENTCLOUD_SECRET_ID', credentials.TmpSecretId],
    ['TENCENTCLOUD_SECRET_KEY', credentials.TmpSecretKey],
    ['TENCENTCLOUD_SECURITY_TOKEN', credentials.Token],
  ]) {
    // From here on, GitHub Actions masks the value in the job's log.
    console.log(`::add-mask::${value}`);
    appendFileSync(required.GITHUB_ENV, `${name}=${value}\n`);
  }
  console.log(
    `The following steps have credentials of ${required.ROLE_ARN} for ${credentialsLifetimeSeconds / 3600} hours.`,
  );
}

/** What a role has to trust, which the refusal of the service does not say. platform: github-oidc-subject */
const trustAdvice = (identityToken: string) =>
  `The job's identity is ${subjectOf(identityToken) ?? 'unknown'}. The role has to trust the identity provider on the condition that ` +
  '"oidc:sub" is that: see "Deployments with GitHub Actions" in docs/deploy.md.';

runCommand(main);
