import { statePrefixOf } from '../../terraform/state-location';
import { searchConfig } from '../account-client';
import type { StackSession } from './stack-session';
import type { StackState } from './terraform-state';

/** How long the API may take to tell whose the credentials are, in seconds. */
const answerSeconds = 3;

/**
 * Refuses to work with the state of another account than that of the credentials, such as that of a local cloud that has ended:
 * Terraform would look for everything in an account that has nothing of it. A state that does not tell its account is not refused, nor
 * any state if the API does not tell whose the credentials are.
 *
 * platform: role-arn-in-state
 *
 * @throws {Error} with both accounts, and what to do
 */
export async function refuseOtherAccount(
  session: Pick<StackSession, 'settings' | 'stack' | 'env'>,
  { account }: Pick<StackState, 'account'>,
): Promise<void> {
  if (account === undefined) return;
  const present = await readAccount(session).catch(() => undefined);
  if (!present || present === account) return;
  const { name, stateInCos, stateLocation } = session.stack;
  const state = stateInCos ? `${statePrefixOf(name)} in ${stateLocation}` : stateLocation;
  throw new Error(
    `The state of ${name} is of account ${account}, and the credentials are for account ${present}. ` +
      `Terraform would not find there what the state has. To work on account ${account}, set its credentials. To work on ` +
      `account ${present}, move ${state} away, and keep it unless account ${account} is gone, as that of a local cloud is ` +
      'once it has ended. Then run the command again.',
  );
}

/** Asks to which account the credentials belong. @returns nothing if the reply does not tell. @throws if there are none, or if the API does not tell */
async function readAccount({ settings, env }: Pick<StackSession, 'settings' | 'env'>): Promise<string> {
  const config = searchConfig(env, settings.region);
  // Loaded when it is needed: the SDK takes longer to load than everything else.
  const { readCallerIdentity } = await import('../caller-identity');
  const httpProfile = { ...config.profile?.httpProfile, reqTimeout: answerSeconds };
  return (await readCallerIdentity({ ...config, profile: { ...config.profile, httpProfile } })).accountUin;
}
