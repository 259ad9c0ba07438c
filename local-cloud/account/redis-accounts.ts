import { CloudError } from './cloud-error';
import type { RedisAccount } from './redis-instance';
import { checkRedisPassword } from './redis-rules';

/** What clients send instead of the password of the instance. platform: redis-account-password */
export const accountPassword = ({ name, password }: RedisAccount): string => `${name}@${password}`;

/** The account that each instance has from the beginning, whose password is that of the instance. platform: redis-default-account */
export const defaultAccount = 'root';

/** Adds an account, or refuses it. platform: redis-account-name */
export function withAccount(accounts: readonly RedisAccount[], added: RedisAccount): readonly RedisAccount[] {
  if (!/^[\w-]{1,32}$/.test(added.name)) {
    const message = `The name ${added.name} is not up to 32 letters, digits, hyphens and underscores.`;
    throw new CloudError('FailedOperation.SystemError', message, 'AccountName');
  }
  if (added.name === defaultAccount || accounts.some(({ name }) => name === added.name)) {
    throw new CloudError('FailedOperation.SystemError', `The account ${added.name} exists already.`, 'AccountName');
  }
  checkAccountPassword(added.password);
  return [...accounts, added];
}

/** Changes an account, or refuses the change. */
export function withChangedAccount(
  accounts: readonly RedisAccount[],
  name: string,
  changes: Partial<Omit<RedisAccount, 'name' | 'createTime'>>,
): readonly RedisAccount[] {
  const present = accountNamed(accounts, name);
  if (changes.password !== undefined) checkAccountPassword(changes.password);
  return accounts.map((one) => (one === present ? { ...one, ...changes } : one));
}

/** Removes an account. */
export function withoutAccount(accounts: readonly RedisAccount[], name: string): readonly RedisAccount[] {
  const present = accountNamed(accounts, name);
  return accounts.filter((one) => one !== present);
}

function accountNamed(accounts: readonly RedisAccount[], name: string): RedisAccount {
  const found = accounts.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new CloudError('ResourceNotFound.AccountDoesNotExists', `There is no account ${name}.`, 'AccountName');
}

/** Accounts have the rule of instances, but for the name of the parameter. platform: redis-password-rule */
function checkAccountPassword(password: string): void {
  try {
    checkRedisPassword(password);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new CloudError('FailedOperation.SystemError', error.message, 'AccountPassword');
  }
}
