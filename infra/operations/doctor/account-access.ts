import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { accountClientConfig } from '../account-client';
import { checkMilliseconds } from './check-limits';
import type { Finding } from './finding';

const check = 'Credentials';

/** Variables with which the provider finds credentials without keys in the process environment. platform: provider-credentials */
const otherSources = ['TENCENTCLOUD_PROFILE', 'TENCENTCLOUD_SHARED_CREDENTIALS_DIR', 'TENCENTCLOUD_CAM_ROLE_NAME'];

const credentialVariables = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SECURITY_TOKEN'];

/**
 * Configures the SDK's clients for checks of the account in a region.
 *
 * @param home folder of the user. @default - the one of this process
 * @returns a finding if the account cannot be asked as the one as whom Terraform deploys
 */
export function accountAccess(env: NodeJS.ProcessEnv, region: string, home = homedir()): ClientConfig | Finding {
  if (env.TENCENTCLOUD_ASSUME_ROLE_ARN) {
    return {
      check,
      state: 'warning',
      found: 'Terraform assumes a role (TENCENTCLOUD_ASSUME_ROLE_ARN), as which the account cannot be checked',
      advice: 'Assume the role first, set its temporary credentials, and unset the variable.',
    };
  }
  const hasKeys = env.TENCENTCLOUD_SECRET_ID && env.TENCENTCLOUD_SECRET_KEY;
  const source = hasKeys ? undefined : otherSource(env, home);
  if (source !== undefined) {
    return {
      check,
      state: 'warning',
      found: `Terraform takes them from ${source}, with which the account cannot be checked`,
      advice: 'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to check the account.',
    };
  }
  const illegal = credentialVariables.filter((name) => env[name] && !/^[\x21-\x7e]+$/.test(env[name]));
  if (illegal.length > 0) {
    return {
      check,
      state: 'failure',
      found: `${illegal.join(' and ')} ${illegal.length === 1 ? 'has' : 'have'} characters that no key has, such as spaces or letters with accents`,
      advice: 'Copy the keys from where you got them once more, without anything around them.',
    };
  }
  try {
    const config = accountClientConfig(env, region);
    const httpProfile = { ...config.profile?.httpProfile, reqTimeout: checkMilliseconds / 1000 };
    return { ...config, profile: { ...config.profile, httpProfile } };
  } catch (error) {
    const found = (error as Error).message.replaceAll(/\.?\s*\n/g, '; ').replace(/\.$/, '');
    return { check, state: 'failure', found, advice: 'See "Rights" in docs/deploy.md for whose keys to use.' };
  }
}

function otherSource(env: NodeJS.ProcessEnv, home: string): string | undefined {
  const file = join(home, '.tccli', 'default.credential');
  return otherSources.find((name) => env[name]) ?? (existsSync(file) ? file : undefined);
}
