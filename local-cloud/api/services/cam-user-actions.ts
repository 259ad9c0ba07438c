import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_models';
import { z } from 'zod';
import type { Account } from '../../account/account';
import type { UserRecord } from '../../account/cam-users';
import { CloudError } from '../../account/cloud-error';
import { type Action, action } from '../action';
import { numberedPageOf } from '../page';

/** Users of the account. */
export function userActions({
  users,
  cam,
  appId,
  ownerUin,
}: Pick<Account, 'users' | 'cam' | 'appId' | 'ownerUin'>): Readonly<Record<string, Action>> {
  return {
    GetUserAppId: action<Models.GetUserAppIdRequest, Models.GetUserAppIdResponse>({
      parameters: {},
      answer: (_, { credential: { userName, roleName } }) => {
        const user = userName === undefined ? undefined : users.find(userName);
        const role = roleName === undefined ? undefined : cam.role(roleName).roleId;
        return { AppId: Number(appId), OwnerUin: String(ownerUin), Uin: role ?? String(user?.uin ?? ownerUin) };
      },
    }),

    DescribeSubAccounts: action<Models.DescribeSubAccountsRequest, Models.DescribeSubAccountsResponse>({
      parameters: { FilterSubAccountUin: z.array(z.int()) },
      answer: ({ FilterSubAccountUin }) => ({
        SubAccounts: users
          .users()
          .filter(({ uin }) => FilterSubAccountUin.map(Number).includes(uin))
          .map(({ uin, uid, name }) => ({
            Uin: uin,
            Uid: uid,
            Name: name,
            Remark: '',
            CreateTime: '',
            UserType: 2,
            LastLoginIp: '',
            LastLoginTime: '',
          })),
      }),
    }),

    ListUsers: action<Models.ListUsersRequest, Models.ListUsersResponse>({
      parameters: {},
      answer: () => ({ Data: users.users().map(userModel) }),
    }),

    GetUser: action<Models.GetUserRequest, Models.GetUserResponse>({
      parameters: { Name: z.string() },
      answer: ({ Name }) => {
        const user = users.find(Name);
        if (user !== undefined) return userModel(user);
        throw new CloudError('ResourceNotFound.UserNotExist', `The user ${Name} does not exist.`, 'Name');
      },
    }),

    ListAttachedUserAllPolicies: action<
      Models.ListAttachedUserAllPoliciesRequest,
      Models.ListAttachedUserAllPoliciesResponse
    >({
      parameters: {
        TargetUin: z.int(),
        Rp: z.int().min(1).max(200),
        Page: z.int().min(1).max(200),
        // 0 and 1 are the same here, where users are in no groups; 2 lists only what they have by a group.
        AttachType: z.literal([0, 1, 2]),
      },
      ignored: ['StrategyType', 'Keyword'],
      answer: ({ TargetUin, AttachType, ...page }) => {
        const user = users.findByUin(TargetUin);
        if (user === undefined) {
          throw new CloudError('ResourceNotFound.UserNotExist', `The user ${TargetUin} does not exist.`, 'TargetUin');
        }
        const attached = AttachType === 2 ? [] : cam.userAttachmentsOf(user.name);
        const list = numberedPageOf(attached, page).map(({ policyName, createTime }) => {
          const policy = cam.findPolicy(policyName);
          return {
            PolicyId: policy?.policyId ?? '',
            PolicyName: policyName,
            Description: policy?.description ?? '',
            AddTime: createTime,
            StrategyType: String(policy?.type),
            CreateMode: '2',
            Groups: [],
            Deactived: 0,
            DeactivedDetail: [],
          };
        });
        return { TotalNum: attached.length, PolicyList: list };
      },
    }),
  };
}

function userModel({ uin, uid, name, email, phone }: UserRecord) {
  return {
    Uin: uin,
    Uid: uid,
    Name: name,
    Email: email,
    PhoneNum: phone,
    CountryCode: '86',
    Remark: '',
    ConsoleLogin: 1,
  };
}
