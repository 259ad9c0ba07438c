import type { AccountContext } from './account-context';

/** A CAM user of the account. */
export interface UserRecord {
  /** The account ID with which the user logs in to the console: 12 digits. */
  readonly uin: number;
  /** The ID by which other services, such as CLS, refer to the user. It is another number than the UIN. */
  readonly uid: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** The users of the account, apart from its owner. */
export function createUserService({ storage }: AccountContext) {
  const users = storage.collection<UserRecord>('cam-users');

  return {
    users: (): readonly UserRecord[] => [...users.values()],
    find: (name: string) => users.get(name),
    findByUin: (uin: number) => [...users.values()].find((user) => user.uin === uin),
    hasUid: (uid: number) => [...users.values()].some((user) => user.uid === uid),
    add: (user: UserRecord): void => void users.set(user.name, user),
  };
}
