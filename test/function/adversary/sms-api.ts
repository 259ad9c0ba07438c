import type { SendResult, SmsSender } from '../../../function/sms/sms-sender';
import type { Ledger, Message } from './ledger';
import { checkMessageLimits } from './message-limits';
import { type FinalReply, type RequestContext, requestContext, type Send } from './request-context';

/** An SMS API that replies as each request says, and enters the messages into the ledger. */
export interface SmsApi extends SmsSender {
  /** Replies to the first of the requests that wait for it, and returns the request; `undefined` if there is none. */
  answer(reply: FinalReply): RequestContext | undefined;
}

export function createSmsApi(ledger: Ledger, handleOf: (send: Send) => string): SmsApi {
  const pending: Array<{ readonly context: RequestContext; readonly resolve: (reply: FinalReply) => void }> = [];
  return {
    async send({ to: phone, code }) {
      const context = requestContext.getStore();
      const sending = context?.sending;
      if (context === undefined || sending === undefined)
        throw new Error('A message was sent without a request for a code.');
      const { send, reply, onPending } = sending;
      const message: Message = {
        phone,
        handle: handleOf(send),
        code,
        client: send.client,
        storedAt: ledger.now(),
        order: ++ledger.events,
        state: 'pending',
        mayBeUsedBy: new Set(),
        attempts: new Set(),
        wrong: new Set(),
      };
      ledger.messages.push(message);
      if (reply !== 'slow') return finish(ledger, message, reply);
      const later = new Promise<FinalReply>((resolve) => pending.push({ context, resolve }));
      onPending();
      return finish(ledger, message, await later);
    },
    answer(reply) {
      const first = pending.shift();
      first?.resolve(reply);
      return first?.context;
    },
  };
}

function finish(ledger: Ledger, message: Message, reply: FinalReply): SendResult {
  message.state = reply === 'sent' ? 'accepted' : reply === 'unanswered' ? 'unanswered' : 'failed';
  message.refused = reply === 'refused';
  message.mayBeKept = ledger.now() - message.storedAt >= ledger.rules.codeTtl;
  checkMessageLimits(ledger, message);
  switch (reply) {
    case 'sent':
      return { result: 'sent' };
    case 'refused':
      return { result: 'refused', apiCode: 'FailedOperation.InsufficientBalanceInSmsPackage', reason: 'used up' };
    case 'throws':
      throw new SmsFailure('no credentials');
    default:
      return { result: reply, reason: 'no connection' };
  }
}

/** The error of a sender that cannot send. */
export class SmsFailure extends Error {}
