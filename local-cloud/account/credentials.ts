import { randomBytes } from 'node:crypto';

/** The secret part of credentials. */
export interface SigningCredential {
  readonly secretKey: string;
  /** The token that a call has to send, for temporary credentials. @default - none */
  readonly token?: string;
  /** In milliseconds since 1970. @default - never */
  readonly expiresAt?: number;
}

const newSecretId = () => `AKID${randomBytes(16).toString('hex')}`;
const newSecretKey = () => randomBytes(16).toString('hex');
const newToken = () => randomBytes(32).toString('base64url');

/** Credentials that sign calls of the API, and their owner. */
export interface Credential extends SigningCredential {
  readonly secretId: string;
  /** The role of temporary credentials. @default - none. Without a role and a user, they are the owner's, who may call every action */
  readonly roleName?: string;
  /** The name of the session of temporary credentials of a role. @default - none */
  readonly sessionName?: string;
  /** The CAM user whose credentials they are. @default - none */
  readonly userName?: string;
}

/** A role's temporary credentials, which a function receives. */
export type TemporaryCredential = Required<Omit<Credential, 'userName'>>;

/** Validity of temporary credentials in milliseconds: two hours. platform: sts-lifetime */
const lifetimeMs = 2 * 3_600_000;

/** Creates random credentials, which are the owner's if they are given to an account. */
export function newCredential(): Credential {
  return { secretId: newSecretId(), secretKey: newSecretKey() };
}

/** The API credentials of the owner, and the temporary credentials of roles, which are in memory only. */
export function createCredentialService({ now, owner }: { readonly now: () => number; readonly owner: Credential }) {
  const credentials = new Map<string, Credential>([[owner.secretId, owner]]);
  const newest = new Map<string, TemporaryCredential>();
  let printed = owner;

  return {
    owner,
    /** @returns the credentials that the local cloud gives to those who use it: the owner's, unless others were printed */
    printed: () => printed,
    print(credential: Credential): void {
      printed = credential;
    },

    /** @returns `undefined` if there are no credentials of that ID. Those that it returns may have expired. */
    find: (secretId: string) => credentials.get(secretId),
    /** Whether the API accepts calls that credentials have signed. */
    isValid: ({ secretId, expiresAt = Number.POSITIVE_INFINITY }: Credential) =>
      credentials.has(secretId) && expiresAt > now(),

    /** Creates temporary credentials of the owner that have expired. */
    createExpired(): Credential {
      const created = { ...newCredential(), token: newToken(), expiresAt: now() - lifetimeMs };
      credentials.set(created.secretId, created);
      return created;
    },

    /** Creates API keys of a CAM user. */
    createUserKeys(userName: string): Credential {
      const created = { secretId: newSecretId(), secretKey: newSecretKey(), userName };
      credentials.set(created.secretId, created);
      return created;
    },

    /** Returns temporary credentials of a role and a session: the same ones until half of their validity is over. */
    assumeRole(roleName: string, sessionName = 'local-cloud'): TemporaryCredential {
      const session = `${roleName}#${sessionName}`;
      const current = newest.get(session);
      if (current !== undefined && current.expiresAt - now() > lifetimeMs / 2) return current;
      const created = {
        secretId: newSecretId(),
        secretKey: newSecretKey(),
        token: newToken(),
        roleName,
        sessionName,
        expiresAt: now() + lifetimeMs,
      };
      credentials.set(created.secretId, created);
      newest.set(session, created);
      return created;
    },

    /** Revokes the temporary credentials of a role. The next `assumeRole` creates new ones. */
    revoke(roleName: string): void {
      for (const [secretId, credential] of credentials) {
        if (credential.roleName === roleName) credentials.delete(secretId);
      }
      for (const [session, credential] of newest) if (credential.roleName === roleName) newest.delete(session);
    },
  };
}
