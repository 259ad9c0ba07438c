import { z } from 'zod';
import type { Account } from '../../account/account';
import { CloudError } from '../../account/cloud-error';
import { type ApiService, action } from '../action';

/** Security Token Service: who am I, and the keys of a role. */
export function stsApi({ cam, credentials }: Account, appId: string): ApiService {
  return {
    version: '2018-08-13',
    actions: {
      GetCallerIdentity: action({}, (_, { credential: { roleName } }) => ({
        Arn:
          roleName === undefined
            ? `qcs::cam::uin/${appId}:uin/${appId}`
            : `qcs::sts::uin/${appId}:assumed-role/${roleName}`,
        AccountId: appId,
        UserId: appId,
        PrincipalId: appId,
        Type: roleName === undefined ? 'RootUser' : 'CAMRole',
      })),
      AssumeRole: action(
        { RoleArn: z.string(), RoleSessionName: z.string(), DurationSeconds: z.int().optional() },
        ({ RoleArn }) => {
          const [, roleName] = /:roleName\/([\w+=,.@-]+)$/.exec(RoleArn) ?? [];
          if (roleName === undefined) {
            throw new CloudError('InvalidParameter.ParamError', `${RoleArn} names no role.`, 'RoleArn');
          }
          cam.role(roleName);
          const { secretId, secretKey, token, expiresAt } = credentials.assumeRole(roleName);
          return {
            Credentials: { Token: token, TmpSecretId: secretId, TmpSecretKey: secretKey },
            ExpiredTime: Math.floor(expiresAt / 1000),
            Expiration: new Date(expiresAt).toISOString(),
          };
        },
      ),
    },
  };
}
