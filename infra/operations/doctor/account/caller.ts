import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { type CallerIdentity, describeCaller, readCallerIdentity } from '../../caller-identity';
import type { AccountCheck, Finding } from '../finding';
import { oneLine } from './one-line';

const check = 'API keys';
const variables = 'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY';

/** What to do when the API refuses keys, by its error code. platform: disabled-keys-code, expired-token-code */
const advices: Readonly<Record<string, string>> = {
  'AuthFailure.SecretIdNotFound':
    'The keys are unknown, disabled, deleted or expired. Look at them in the console of CAM under "Access Key" (keys of the ' +
    `international site are unknown to the other one, and the reverse), and set ${variables}, or get new temporary keys.`,
  'AuthFailure.SignatureFailure':
    'TENCENTCLOUD_SECRET_KEY is not the key that belongs to TENCENTCLOUD_SECRET_ID. Copy both once more.',
  'AuthFailure.TokenFailure':
    'TENCENTCLOUD_SECURITY_TOKEN has expired, or belongs to other keys. Get new temporary keys, or unset it for permanent ones.',
  'AuthFailure.SignatureExpire':
    'The clock of this machine is wrong by more than five minutes. Set it, such as with `timedatectl set-ntp true`.',
};
const otherAdvice = `Check ${variables}, and TENCENTCLOUD_SECURITY_TOKEN if the keys are temporary.`;
/** The keys are right, but their owner must not ask whose they are. */
const notAllowed = 'AuthFailure.UnauthorizedOperation';

/** Whether the keys work, and whose they are. */
export const checkCaller: AccountCheck = async ({ config }) => {
  const isTemporary = config.credential !== undefined && 'token' in config.credential && !!config.credential.token;
  try {
    return [describe(await readCallerIdentity(config), isTemporary)];
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result !== 'refused' || !/^AuthFailure\b/.test(failure.apiCode) || failure.apiCode === notAllowed) {
      throw error;
    }
    const found = `the API refuses them with ${failure.apiCode}: ${oneLine(failure.reason)}`;
    return [{ check, state: 'failure', found, advice: advices[failure.apiCode] ?? otherAdvice }];
  }
};

function describe(caller: CallerIdentity, isTemporary: boolean): Finding {
  const found = `${isTemporary ? 'temporary' : 'permanent'} keys of ${describeCaller(caller)}`;
  if (caller.kind !== 'owner' || isTemporary) return { check, state: 'ok', found };
  const advice =
    "Whoever gets the owner's keys has the account. A sub-user or a role with a policy of infra/policies/ is enough to deploy " +
    '("Rights" in docs/deploy.md).';
  return { check, state: 'note', found, advice };
}
