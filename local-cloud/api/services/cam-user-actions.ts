import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_models';
import { z } from 'zod';
import type { UserRecord, UserService } from '../../account/cam-users';
import { CloudError } from '../../account/cloud-error';
import { type Action, action } from '../action';

/** Users of the account. */
export function userActions(users: UserService): Readonly<Record<string, Action>> {
  return {
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
