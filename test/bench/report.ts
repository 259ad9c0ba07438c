import type { ReceivedReply } from '../support/contract';

/** What a measuring program sends to its parent process: replies, which the contract has to describe, and at last what it has measured. */
export type Message<Measured> =
  | { readonly kind: 'reply'; readonly method: string | undefined; readonly reply: ReceivedReply }
  | { readonly kind: 'measured'; readonly measured: Measured };

/** Sends a reply of the service to the parent process. */
export function reportReply(method: string | undefined, reply: ReceivedReply): void {
  process.send?.({ kind: 'reply', method, reply } satisfies Message<never>);
}

/** Sends the measurements to the parent process, and exits. */
export function report<Measured extends object>(measured: Measured): void {
  process.send?.({ kind: 'measured', measured } satisfies Message<Measured>, () => process.exit(0));
}
