import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';
import { z } from 'zod';
import type { Account } from '../../account/account';
import { CloudError } from '../../account/cloud-error';
import { type ApiService, action } from '../action';

/** Security Token Service: the caller's identity, and temporary credentials of roles. platform: sts-role-arn */
export function stsApi({ cam, credentials }: Pick<Account, 'cam' | 'credentials'>, appId: string): ApiService {
  return {
    version: '2018-08-13',
    actions: {
      GetCallerIdentity: action<Models.GetCallerIdentityRequest, Models.GetCallerIdentityResponse>({
        parameters: {},
        answer: (_, { credential: { roleName } }) => ({
          Arn:
            roleName === undefined
              ? `qcs::cam::uin/${appId}:uin/${appId}`
              : `qcs::sts::uin/${appId}:assumed-role/${roleName}`,
          AccountId: appId,
          UserId: appId,
          PrincipalId: appId,
          Type: roleName === undefined ? 'RootUser' : 'CAMRole',
        }),
      }),

      AssumeRole: action<Models.AssumeRoleRequest, Models.AssumeRoleResponse>({
        parameters: { RoleArn: z.string(), RoleSessionName: z.string() },
        ignored: ['DurationSeconds', 'Policy', 'ExternalId', 'Tags', 'SourceIdentity', 'SerialNumber', 'TokenCode'],
        answer: ({ RoleArn }) => {
          const [, roleName] = /:roleName\/([\w+=,.@-]+)$/.exec(RoleArn) ?? [];
          if (roleName === undefined) {
            throw new CloudError('InvalidParameter.ParamError', `${RoleArn} is not the ARN of a role.`, 'RoleArn');
          }
          cam.role(roleName);
          const { secretId, secretKey, token, expiresAt } = credentials.assumeRole(roleName);
          return {
            Credentials: { Token: token, TmpSecretId: secretId, TmpSecretKey: secretKey },
            ExpiredTime: Math.floor(expiresAt / 1000),
            Expiration: new Date(expiresAt).toISOString(),
          };
        },
      }),
    },
  };
}
