import type { Outcome } from '../../../function/verification/outcome';
import { type Ledger, mayBeStored, Violation } from './ledger';
import type { RequestContext } from './request-context';

/** Enters the reply to a request for a code. Its message, if there was one, is in the ledger. */
export function enterSend(
  ledger: Ledger,
  handle: string,
  { codeStr }: Outcome,
  { hit, sending }: RequestContext,
): void {
  const messages = ledger.messages.filter((message) => message.handle === handle);
  const last = messages.at(-1);
  if (hit.includes('storeCode')) ledger.storedUnseen.set(handle, (ledger.storedUnseen.get(handle) ?? 0) + 1);
  if (hit.includes('takeBack') && last?.state === 'failed') last.mayBeKept = true;
  const phone = sending?.send.phone ?? '';
  if (codeStr === 'LimitExceeded.NumberRangeLimit' && ledger.known.has(phone)) {
    throw new Violation('the guard refused a message to a number that has logged in');
  }
  if (codeStr === 'LimitExceeded.TotalLimit' && ledger.known.has(phone) && mayHaveSent(ledger) < budgetOf(ledger)) {
    throw new Violation('the budget was refused to a number that has logged in');
  }
  if (codeStr !== 'Ok') return;
  if (!messages.some(mayBeStored) && !ledger.storedUnseen.has(handle)) throw new Violation('Ok without a message');
  ledger.held.add(handle);
}

const budgetOf = ({ rules }: Ledger) => rules.dailyBudget ?? Number.POSITIVE_INFINITY;

/** How many messages of this day the store may have counted. */
function mayHaveSent({ messages, rules, now, storedUnseen }: Ledger): number {
  const { startsAt } = rules.dayOf(now());
  const unseen = [...storedUnseen.values()].reduce((sum, times) => sum + times, 0);
  return messages.filter(({ storedAt }) => storedAt >= startsAt).filter(mayBeStored).length + unseen;
}
