import type { Account } from './account';
import { newCredential } from './credentials';
import type { Faults } from './faults';

/** The user whose keys are printed if a right is missing. */
export const deployer = {
  name: 'deployer',
  uin: 100012345679,
  uid: 16012346,
  email: 'deployer@example.com',
  phone: '18566246601',
} as const;

/** Replaces the printed API keys by those that a fault demands, if any. */
export function printFaultyKeys({ credentials, users, cam }: Account, faults: Faults): void {
  // The API does not know disabled keys. platform: disabled-keys-code
  if (faults.has('keys-disabled')) credentials.print(newCredential());
  if (faults.has('keys-expired')) credentials.print(credentials.createExpired());
  const actions = faults.values('right-missing');
  if (actions.length === 0) return;
  users.add(deployer);
  const statement = [
    { effect: 'allow', action: ['*'], resource: ['*'] },
    { effect: 'deny', action: actions, resource: ['*'] },
  ];
  const name = 'everything-but';
  const document = JSON.stringify({ version: '2.0', statement });
  const existing = cam.findPolicy(name);
  if (existing === undefined) cam.createPolicy({ name, document, description: '', tags: {} });
  else cam.changePolicy(existing.policyId, { document });
  cam.attachToUser(deployer.name, name);
  credentials.print(credentials.createUserKeys(deployer.name));
}
