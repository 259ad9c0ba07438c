import type { Route } from './route';

/** Temporary credentials of a function's execution role. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
}

/** What the instance may reach, and with which credentials, until the next request. */
export interface InstanceAccess {
  readonly routes: readonly Route[];
  /** `undefined` if the function has no role. */
  readonly credentials: Credentials | undefined;
}

/** A message from the runtime to an instance process. The runtime sends the next one after the response. */
export type InstanceRequest = InstanceAccess &
  (
    | { readonly kind: 'load'; readonly handler: string }
    | { readonly kind: 'invoke'; readonly event: object; readonly context: object }
  );

/** A message from an instance process to the runtime. */
export type InstanceResponse =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'reply'; readonly json: string }
  | { readonly kind: 'thrown'; readonly stack: string };

/** Why there was no response. The process has ended. */
export type InstanceFailure =
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'out-of-memory' };
