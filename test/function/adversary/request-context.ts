import { AsyncLocalStorage } from 'node:async_hooks';
import type { Client } from './parties';

/** A request for a code. */
export interface Send {
  readonly requestId: string;
  readonly phone: string;
  readonly client: Client;
}

/** What the SMS API does with a message. */
export type FinalReply = 'sent' | 'refused' | 'unreachable' | 'unanswered' | 'throws';

/**
 * What happens to an operation of the store: it is carried out and its reply arrives (`none`), it is not carried out (`lost`), its
 * reply does not arrive (`unseen`), or it is carried out after the next request (`late`).
 */
export type Fault = 'none' | 'lost' | 'unseen' | 'late';

export type Operation = 'storeCode' | 'takeBack' | 'checkCode';

/** What the world does to a request that the service handles. */
export interface RequestContext {
  /** The faults of the request's operations, in order; further operations have none. */
  readonly faults: readonly Fault[];
  /** The operations that got no reply. */
  readonly hit: Operation[];
  /** Number of operations so far. */
  operations: number;
  /** Ends with the request. */
  done?: Promise<void>;
  /** @default - the request is not one for a code */
  readonly sending?: {
    readonly send: Send;
    /** What the SMS API replies to its message: at once or, if it is `slow`, later. */
    readonly reply: FinalReply | 'slow';
    /** Called when the SMS API has the message and does not reply yet. */
    readonly onPending: () => void;
  };
}

/** The context of the request to which the running code belongs. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
