import { Password } from '@cdktf/provider-random/lib/password';
import { RedisAccount as Account } from '@cdktf/provider-tencentcloud/lib/redis-account';
import { Construct } from 'constructs';
import { replacementTrigger } from '../terraform/resource-address';
import { StateRecord } from './state-record';

export interface RedisAccountProps {
  readonly instanceId: string;
  /** Up to 32 letters, digits, hyphens and underscores. platform: redis-account-name */
  readonly name: string;
}

/** An account of a Redis instance, which may read and write. */
export class RedisAccount extends Construct {
  /** What clients send instead of the password of the instance. platform: redis-account-password */
  readonly password: string;

  constructor(scope: Construct, id: string, { instanceId, name }: RedisAccountProps) {
    super(scope, id);
    const password = new Password(this, 'password', {
      length: 30,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
    // The provider cannot move an account to another instance. platform: redis-account-stays
    const record = new StateRecord(this, 'record', { triggersReplace: { instanceId } });
    const account = new Account(this, 'account', {
      instanceId,
      accountName: name,
      accountPassword: password.result,
      privilege: 'rw',
      readonlyPolicy: ['master'],
      lifecycle: { replaceTriggeredBy: [replacementTrigger(record)] },
    });
    this.password = `${account.accountName}@${password.result}`;
  }
}
