import { randomBytes } from 'node:crypto';
import type { SigningKeys } from '../api/tc3-signature';

/** Keys that sign calls of the API, with whose they are. */
export interface Credential extends SigningKeys {
  readonly secretId: string;
  /** The role that temporary keys are of. @default - the account's owner, who may do everything */
  readonly roleName?: string;
  /** Milliseconds since 1970. @default - never */
  readonly expiresAt?: number;
}

/** Temporary keys, as a function gets them. */
export type TemporaryCredential = Required<Credential>;

export type CredentialService = ReturnType<typeof createCredentialService>;

/** Keys of a role are good for two hours. */
const lifetime = 2 * 3_600_000;

/** The account's keys: the owner's, and temporary ones of roles. They are not kept from one start to the next. */
export function createCredentialService({ now, owner }: { readonly now: () => number; readonly owner: Credential }) {
  const credentials = new Map<string, Credential>([[owner.secretId, owner]]);
  const newest = new Map<string, TemporaryCredential>();

  return {
    owner,

    /** @returns the keys; `undefined` where there are none of that id, or not any more */
    find(secretId: string): Credential | undefined {
      const found = credentials.get(secretId);
      return found?.expiresAt !== undefined && found.expiresAt < now() ? undefined : found;
    },

    /** Keys of a role: the same until half of their time is over. */
    assumeRole(roleName: string): TemporaryCredential {
      const current = newest.get(roleName);
      if (current !== undefined && current.expiresAt - now() > lifetime / 2) return current;
      const made = {
        secretId: `AKID${randomBytes(16).toString('hex')}`,
        secretKey: randomBytes(16).toString('hex'),
        token: randomBytes(32).toString('base64url'),
        roleName,
        expiresAt: now() + lifetime,
      };
      credentials.set(made.secretId, made);
      newest.set(roleName, made);
      return made;
    },

    /** Makes the role's next keys other ones; the present ones are refused from now on. */
    revoke(roleName: string): void {
      for (const [secretId, credential] of credentials) {
        if (credential.roleName === roleName) credentials.delete(secretId);
      }
      newest.delete(roleName);
    },
  };
}
