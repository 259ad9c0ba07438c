import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { type CallerIdentity, describeCaller, readCallerIdentity } from '../../caller-identity';
import { adviceAboutKeys } from '../../refused-keys';
import type { AccountCheck, Finding } from '../finding';
import { oneLine } from './one-line';

const check = 'API keys';
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
    return [{ check, state: 'failure', found, advice: adviceAboutKeys(failure.apiCode) }];
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
