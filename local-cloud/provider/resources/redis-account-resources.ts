import { cloudTime } from '../../account/account-context';
import type { RedisService } from '../../account/redis';
import { withAccount, withChangedAccount, withoutAccount } from '../../account/redis-accounts';
import type { RedisAccount } from '../../account/redis-instance';
import type { ResourceType, Values } from '../provider-definition';
import { text, texts } from './attribute';
import { waitUntil } from './wait';

/**
 * `tencentcloud_redis_account`. As in the real provider (tencentcloud/services/crs/resource_tc_redis_account.go), an account can
 * neither be renamed nor moved to another instance.
 */
export function redisAccountResources(redis: RedisService): Readonly<Record<string, ResourceType>> {
  const accountOf = (state: Values): RedisAccount | undefined => {
    const [instanceId = '', name] = text(state, 'id').split('#');
    return redis.accounts(instanceId).find((one) => one.name === name);
  };
  const values = (instanceId: string, { name, readPolicy, remark }: RedisAccount, configured: Values): Values => ({
    ...configured,
    id: `${instanceId}#${name}`,
    instance_id: instanceId,
    account_name: name,
    readonly_policy: readPolicy,
    privilege: 'rw',
    remark: configured.remark ?? (remark || null),
  });
  async function change(instanceId: string, next: Parameters<RedisService['changeAccounts']>[1], signal: AbortSignal) {
    const task = redis.changeAccounts(instanceId, next);
    await waitUntil(() => redis.task(task).status !== 'running', signal);
    if (redis.task(task).status !== 'succeed') throw new Error('The task of the account has failed.');
  }
  const wanted = (planned: Values) => {
    if (text(planned, 'privilege') !== 'rw') throw new Error('The local cloud has no accounts that may only read.');
    return {
      password: text(planned, 'account_password'),
      remark: text(planned, 'remark'),
      readPolicy: texts(planned, 'readonly_policy') as RedisAccount['readPolicy'],
    };
  };

  return {
    tencentcloud_redis_account: {
      attributes: { InstanceId: 'instance_id', AccountName: 'account_name', AccountPassword: 'account_password' },
      async create(planned, signal) {
        const instanceId = text(planned, 'instance_id');
        const account = { ...wanted(planned), name: text(planned, 'account_name'), createTime: cloudTime(Date.now()) };
        await change(instanceId, (present) => withAccount(present, account), signal);
        return values(instanceId, account, planned);
      },
      async read(state) {
        const account = accountOf(state);
        return account && values(text(state, 'id').split('#')[0] ?? '', account, state);
      },
      async update(planned, prior, signal) {
        const [instanceId = '', name = ''] = text(prior, 'id').split('#');
        for (const fixed of ['instance_id', 'account_name']) {
          if (text(planned, fixed) !== text(prior, fixed)) throw new Error(`argument \`${fixed}\` cannot be changed`);
        }
        await change(instanceId, (present) => withChangedAccount(present, name, wanted(planned)), signal);
        return { ...planned, id: prior.id };
      },
      async delete(state) {
        const [instanceId = '', name = ''] = text(state, 'id').split('#');
        await change(instanceId, (present) => withoutAccount(present, name), new AbortController().signal);
      },
    },
  };
}
