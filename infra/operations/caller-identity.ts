import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client';

/** Who calls the API. */
export type CallerIdentity =
  /** The account's owner, who may do everything. */
  | { readonly kind: 'owner'; readonly accountUin: string }
  | { readonly kind: 'user'; readonly accountUin: string; readonly uin: string }
  | { readonly kind: 'role'; readonly accountUin: string; readonly roleId: string; readonly session: string }
  /** Somebody with the temporary keys that `GetFederationToken` gives. */
  | { readonly kind: 'federated'; readonly accountUin: string; readonly name: string };

/** Asks whose credentials a configuration has. platform: sts-caller-identity */
export async function readCallerIdentity(config: ClientConfig): Promise<CallerIdentity> {
  const reply = await new Client(config).GetCallerIdentity();
  const { Arn: arn = '', AccountId: accountUin = '', UserId: userId = '' } = reply;
  const [first = '', second = ''] = userId.split(':');
  if (arn.includes(':assumed-role/')) return { kind: 'role', accountUin, roleId: first, session: second };
  if (arn.includes(':federated-user/')) return { kind: 'federated', accountUin, name: second };
  // Not by the type, of which no document says what an owner's is. platform: sts-owner-type
  return userId === accountUin ? { kind: 'owner', accountUin } : { kind: 'user', accountUin, uin: userId };
}

/** Such as `sub-user 100000000002 of account 100000000001`. The numbers are UINs. */
export function describeCaller(caller: CallerIdentity): string {
  const account = `account ${caller.accountUin}`;
  switch (caller.kind) {
    case 'owner':
      return `the owner of ${account}`;
    case 'user':
      return `sub-user ${caller.uin} of ${account}`;
    case 'role':
      return `role ${caller.roleId} of ${account}, session "${caller.session}"`;
    case 'federated':
      return `federated user "${caller.name}" of ${account}`;
  }
}
