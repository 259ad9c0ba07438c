import { describe, expect, it } from 'vitest';
import { withAccount, withChangedAccount, withoutAccount } from '../../../local-cloud/account/redis-accounts';
import type { RedisAccount } from '../../../local-cloud/account/redis-instance';

const account: RedisAccount = {
  name: 'pr-42',
  password: 'Password1',
  remark: '',
  readPolicy: ['master'],
  createTime: '2026-11-24 10:00:00',
};

// platform: redis-account-name, redis-account-stays
describe('The accounts of a Redis instance', () => {
  it('are added, changed and removed by name', () => {
    const changed = withChangedAccount(withAccount([], account), 'pr-42', { password: 'Password2' });
    expect(changed).toEqual([{ ...account, password: 'Password2' }]);
    expect(withoutAccount(changed, 'pr-42')).toEqual([]);
  });

  it.each([
    ['a name with an @', { name: 'pr@42' }, 'is not up to 32 letters'],
    ['a name of 33 characters', { name: 'a'.repeat(33) }, 'is not up to 32 letters'],
    ['no name', { name: '' }, 'is not up to 32 letters'],
    ['a password of one kind', { password: 'password' }, 'A password has 8 to 64 characters'],
    ['a password of seven characters', { password: 'Passwo1' }, 'A password has 8 to 64 characters'],
  ])('are refused with %s', (_, changes, message) => {
    expect(() => withAccount([], { ...account, ...changes })).toThrow(message);
  });

  // platform: redis-default-account
  it('have no second root, which each instance has from the beginning', () => {
    expect(() => withAccount([], { ...account, name: 'root' })).toThrow('The account root exists already.');
  });

  it('are refused a second time, and cannot be changed or removed if there is none', () => {
    expect(() => withAccount([account], account)).toThrow('exists already');
    expect(() => withChangedAccount([], 'pr-42', {})).toThrow('There is no account pr-42.');
    expect(() => withoutAccount([account], 'pr-43')).toThrow('There is no account pr-43.');
  });
});
