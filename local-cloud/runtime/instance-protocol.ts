import type { Route } from './route';

/** Temporary keys of a function's execution role. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
}

/** What is told to a function's process with each question. */
export interface InvocationSurroundings {
  readonly routes: readonly Route[];
  readonly credentials: Credentials | undefined;
}

/** What a function's process is asked to do; it answers before the next question. */
export type Question = InvocationSurroundings &
  (
    | { readonly kind: 'load'; readonly handler: string }
    | { readonly kind: 'invoke'; readonly event: object; readonly context: object }
  );

/** What a function's process says. */
export type Answer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'reply'; readonly json: string }
  | { readonly kind: 'thrown'; readonly stack: string };

/** Why there is no answer. Then the process has ended. */
export type NoAnswer =
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'out-of-memory' };
