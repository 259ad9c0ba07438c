import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { z } from 'zod';
import { cloudTime } from '../../account/account-context';
import type { RedisService } from '../../account/redis';
import { defaultAccount, withAccount, withChangedAccount, withoutAccount } from '../../account/redis-accounts';
import { type ApiService, action } from '../action';
import { pageOf } from '../page';

const text = z.string();
const number = z.int();
const readPolicy = z.array(z.literal(['master', 'replication'])).min(1);
/** The local cloud has no accounts that may only read. */
const privilege = z.literal('rw');

/** The API's number of a valid account. */
const valid = 2;

/** As the API lists the account that each instance has. platform: redis-default-account */
const root = { name: defaultAccount, remark: 'default', readPolicy: ['master'] } as const;

/** Accounts of Redis instances. */
export function redisAccountActions(redis: RedisService): ApiService['actions'] {
  return {
    CreateInstanceAccount: action<Models.CreateInstanceAccountRequest, Models.CreateInstanceAccountResponse>({
      parameters: {
        InstanceId: text,
        AccountName: text,
        AccountPassword: text,
        ReadonlyPolicy: readPolicy,
        Privilege: privilege,
        Remark: text.max(64).optional(),
        EncryptPassword: z.literal(false).optional(),
      },
      answer: ({ InstanceId, AccountName, AccountPassword, ReadonlyPolicy, Remark = '' }) => ({
        TaskId: redis.changeAccounts(InstanceId, (present) =>
          withAccount(present, {
            name: AccountName,
            password: AccountPassword,
            remark: Remark,
            readPolicy: ReadonlyPolicy as readonly ('master' | 'replication')[],
            createTime: cloudTime(Date.now()),
          }),
        ),
      }),
    }),

    DescribeInstanceAccount: action<Models.DescribeInstanceAccountRequest, Models.DescribeInstanceAccountResponse>({
      parameters: { InstanceId: text, Limit: number, Offset: number },
      answer: ({ InstanceId, ...page }) => {
        const accounts = [{ ...root, createTime: '' }, ...redis.accounts(InstanceId)];
        return {
          TotalCount: accounts.length,
          Accounts: pageOf(accounts, page).map(({ name, remark, readPolicy: policy, createTime }) => ({
            InstanceId,
            AccountName: name,
            Remark: remark,
            Privilege: 'rw',
            ReadonlyPolicy: [...policy],
            Status: valid,
            CreateTime: createTime,
            PasswordLastModifiedTime: '',
          })),
        };
      },
    }),

    ModifyInstanceAccount: action<Models.ModifyInstanceAccountRequest, Models.ModifyInstanceAccountResponse>({
      parameters: {
        InstanceId: text,
        AccountName: text,
        AccountPassword: text.optional(),
        ReadonlyPolicy: readPolicy.optional(),
        Privilege: privilege.optional(),
        Remark: text.max(64).optional(),
      },
      answer: ({ InstanceId, AccountName, AccountPassword, ReadonlyPolicy, Remark }) => ({
        TaskId: redis.changeAccounts(InstanceId, (present) =>
          withChangedAccount(present, AccountName, {
            ...(AccountPassword !== undefined && { password: AccountPassword }),
            ...(Remark !== undefined && { remark: Remark }),
            ...(ReadonlyPolicy !== undefined && {
              readPolicy: ReadonlyPolicy as readonly ('master' | 'replication')[],
            }),
          }),
        ),
      }),
    }),

    DeleteInstanceAccount: action<Models.DeleteInstanceAccountRequest, Models.DeleteInstanceAccountResponse>({
      parameters: { InstanceId: text, AccountName: text },
      answer: ({ InstanceId, AccountName }) => ({
        TaskId: redis.changeAccounts(InstanceId, (present) => withoutAccount(present, AccountName)),
      }),
    }),
  };
}
