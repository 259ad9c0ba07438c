import { adviceAboutUse, listOtherUsers, sharedTypes } from '../../stack/shared-use';
import type { StackSession } from '../../stack/stack-session';
import type { Deployment } from '../deployment';
import type { Finding } from '../finding';

/** Whether a deployment would delete a network or a Redis that other environments use: `make deploy` then refuses it. */
export async function checkSharedUse(
  session: StackSession,
  { state, deletes }: Pick<Deployment, 'state' | 'deletes'>,
): Promise<readonly Finding[]> {
  if (state === undefined || !sharedTypes.some(deletes)) return [];
  const users = await listOtherUsers(session, state);
  if (users.length === 0) return [];
  const found = `the change would delete a network or a Redis that others use: ${users.join(', ')}`;
  return [{ check: 'Shared infrastructure', state: 'failure', found, advice: adviceAboutUse(session, users) }];
}
