import type { Account } from '../account/account';
import { CloudError } from '../account/cloud-error';
import type { Credential } from '../account/credentials';
import type { Permission } from '../account/policy-document';
import { camActionOf } from './cam-action';

/** Actions that roles and users may call without a policy. platform: api-common-errors */
const actionsWithoutPolicy = new Set(['sts:GetCallerIdentity']);

/** An action, and the service of the API that has it. */
export interface CalledAction {
  /** Such as `vpc`. */
  readonly service: string;
  /** Such as `CreateVpc`. */
  readonly action: string;
}

/** Refuses a call that the caller has no right to make, or that the service does not answer for this account. */
export function checkAccess(account: Account, credential: Credential, { service, action }: CalledAction): void {
  const permission = camActionOf(service, action);
  if (!actionsWithoutPolicy.has(permission) && !isPermitted(account, credential, { action: permission })) {
    const { roleName, userName } = credential;
    const caller = roleName === undefined ? `user ${userName}` : `role ${roleName}`;
    const message = `you are not authorized to perform operation (${permission}): no policy of the ${caller} allows it for *.`;
    throw new CloudError('AuthFailure.UnauthorizedOperation', message);
  }
  if (account.faults.values('service-down').includes(service)) {
    throw new CloudError('InternalError', `The service ${service} has an internal error.`);
  }
  if (service === 'apigateway') account.gateway.checkOpen();
}

/** Whether a caller has a permission: the owner every one, roles and users those that their policies allow. */
export function isPermitted(
  { cam }: Account,
  { roleName, userName }: Credential,
  { action, resource }: Permission,
): boolean {
  if (roleName !== undefined) return cam.allows(roleName, action, resource);
  return userName === undefined || cam.allowsUser(userName, action, resource);
}
