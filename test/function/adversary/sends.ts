import type { Outcome } from '../../../function/verification/outcome';
import { type Ledger, mayBeStored, Violation } from './ledger';
import type { RequestContext } from './request-context';

/** Enters the reply to a request for a code. Its message, if there was one, is in the ledger. */
export function enterSend(ledger: Ledger, handle: string, { codeStr }: Outcome, { hit }: RequestContext): void {
  const messages = ledger.messages.filter((message) => message.handle === handle);
  const last = messages.at(-1);
  if (hit.includes('storeCode')) ledger.storedUnseen.set(handle, (ledger.storedUnseen.get(handle) ?? 0) + 1);
  if (hit.includes('takeBack') && last?.state === 'failed') last.mayBeLive = true;
  if (codeStr !== 'Ok') return;
  if (!messages.some(mayBeStored) && !ledger.storedUnseen.has(handle)) throw new Violation('Ok without a message');
  ledger.held.add(handle);
}
