import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_models';
import { z } from 'zod';
import type { Account } from '../../account/account';
import { CloudError } from '../../account/cloud-error';
import type { Credential } from '../../account/credentials';
import { type ApiService, action } from '../action';

/** Security Token Service: the caller's identity, and temporary credentials of roles. platform: sts-role-arn */
export function stsApi({
  cam,
  users,
  credentials,
  ownerUin,
}: Pick<Account, 'cam' | 'users' | 'credentials' | 'ownerUin'>): ApiService {
  /** platform: sts-caller-identity, sts-owner-type */
  function identityOf({ roleName, sessionName, userName }: Credential) {
    if (roleName !== undefined) {
      const { roleId } = cam.role(roleName);
      const Arn = `qcs::sts:${ownerUin}:assumed-role/${roleId}`;
      return { Arn, UserId: `${roleId}:${sessionName}`, PrincipalId: String(ownerUin), Type: 'CAMRole' };
    }
    const uin = String(userName === undefined ? ownerUin : users.find(userName)?.uin);
    const Type = userName === undefined ? 'RootUser' : 'CAMUser';
    return { Arn: `qcs::cam:${ownerUin}:uin/${uin}`, UserId: uin, PrincipalId: uin, Type };
  }

  return {
    version: '2018-08-13',
    actions: {
      GetCallerIdentity: action<Models.GetCallerIdentityRequest, Models.GetCallerIdentityResponse>({
        parameters: {},
        answer: (_, { credential }) => ({ AccountId: String(ownerUin), ...identityOf(credential) }),
      }),

      AssumeRole: action<Models.AssumeRoleRequest, Models.AssumeRoleResponse>({
        parameters: { RoleArn: z.string(), RoleSessionName: z.string() },
        ignored: ['DurationSeconds', 'Policy', 'ExternalId', 'Tags', 'SourceIdentity', 'SerialNumber', 'TokenCode'],
        answer: ({ RoleArn, RoleSessionName }) => {
          const [, roleName] = /:roleName\/([\w+=,.@-]+)$/.exec(RoleArn) ?? [];
          if (roleName === undefined) {
            throw new CloudError('InvalidParameter.ParamError', `${RoleArn} is not the ARN of a role.`, 'RoleArn');
          }
          cam.role(roleName);
          const { secretId, secretKey, token, expiresAt } = credentials.assumeRole(roleName, RoleSessionName);
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
