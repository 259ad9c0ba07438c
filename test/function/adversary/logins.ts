import type { Outcome } from '../../../function/verification/outcome';
import { confirm, type Ledger, type Message, mayBeStored, messageOf, messagesTo, Violation } from './ledger';
import type { Client } from './parties';

/** A request to log in. */
export interface Login {
  readonly requestId: string;
  readonly phone: string;
  readonly code: string;
  readonly handle?: string | undefined;
  readonly client: Client;
}

/** Wrong codes without a handle that are allowed for a number and day. */
const guessesPerDay = 30;
const siteFactor = 16;

const isLive = ({ rules, now }: Ledger, { storedAt }: Message) => now() - storedAt < rules.codeTtl;

/**
 * Whether a login has to succeed: it has the handle of a message that was sent, its code, and attempts left, and the code was
 * not used otherwise.
 *
 * @param attemptId the request's ID, or that of the unanswered attempt which it repeats
 */
export function mustSucceed(ledger: Ledger, { phone, code, handle }: Login, attemptId: string): boolean {
  if (handle === undefined || !ledger.held.has(handle)) return false;
  const message = messageOf(ledger, phone, handle);
  if (message === undefined || message.code !== code || !isLive(ledger, message)) return false;
  if (message.state !== 'accepted' && message.state !== 'unanswered') return false;
  const others = (ids: ReadonlySet<string>) => [...ids].filter((id) => id !== attemptId).length;
  return others(message.mayBeUsedBy) === 0 && others(message.attempts) < ledger.rules.maxAttempts;
}

/** Enters the reply to a login, after checking whether the service may give it. */
export function enterReply(ledger: Ledger, login: Login, attemptId: string, { codeStr }: Outcome): void {
  ledger.events++;
  const { phone, code, handle } = login;
  const handled = handle === undefined ? undefined : messageOf(ledger, phone, handle);
  switch (codeStr) {
    case 'Success':
      enterSuccess(ledger, login, attemptId);
      handled?.attempts.add(attemptId);
      break;
    case 'CodeIsError':
      if (handle === undefined) enterGuess(ledger, login, attemptId);
      else enterWrong(ledger, login, handle, attemptId);
      handled?.attempts.add(attemptId);
      break;
    case 'ServiceUnavailable': {
      if (!ledger.unanswered.has(attemptId)) ledger.unanswered.set(attemptId, ledger.now());
      handled?.attempts.add(attemptId);
      const meant = (handled === undefined ? messagesTo(ledger, phone) : [handled]).filter((one) => one.code === code);
      for (const message of meant) message.mayBeUsedBy.add(attemptId);
      if (meant.length > 0) confirm(ledger, phone);
      break;
    }
  }
}

function enterSuccess(ledger: Ledger, { phone, code, handle }: Login, attemptId: string): void {
  const sent = messagesTo(ledger, phone).filter((message) => message.code === code && mayBeStored(message));
  const meant = sent.filter((message) =>
    handle === undefined ? !isReplaced(ledger, message) : message === messageOf(ledger, phone, handle),
  );
  const live = meant.filter((message) => isLive(ledger, message));
  const unused = live.find(({ usedBy }) => usedBy === undefined || usedBy === attemptId);
  if (sent.length === 0) throw new Violation('Success for a code that was not sent to the number');
  if (meant.length === 0) throw new Violation('Success for a code that is not the one that was meant');
  if (live.length === 0) throw new Violation('Success for an expired code');
  if (unused === undefined) throw new Violation('Success for a code that was used before');
  if (unused.usedBy === undefined) confirm(ledger, phone);
  ledger.known.add(phone);
  unused.usedBy = attemptId;
  for (const message of live) message.mayBeUsedBy.add(attemptId);
}

/** Whether a newer message was sent, so that without a handle its code is meant. */
function isReplaced(ledger: Ledger, { phone, order }: Message): boolean {
  return messagesTo(ledger, phone).some((other) => other.order > order && other.state !== 'failed');
}

function enterGuess(ledger: Ledger, { phone, client }: Login, attemptId: string): void {
  const { rules, now, guesses, wrong, unanswered } = ledger;
  if (wrong.has(attemptId)) return;
  const day = rules.dayOf(now()).name;
  // An attempt without a reply may have been counted then: on another day, for another network.
  const triedAt = unanswered.get(attemptId);
  if (triedAt !== undefined && rules.dayOf(triedAt).name !== day) return;
  const made = (guesses.get(`${phone} ${day}`) ?? new Set()).add(attemptId);
  guesses.set(`${phone} ${day}`, made);
  if (made.size > guessesPerDay) throw new Violation(`${made.size} guesses without a handle for a number in a day`);
  if (triedAt !== undefined) return;

  const lately = [...wrong.values()].filter(({ at }) => now() - at < rules.addressWindow);
  const limit = rules.sendAddressLimit * rules.maxAttempts;
  const fromNetwork = lately.filter((other) => client.network !== undefined && other.client.network === client.network);
  const fromSite = lately.filter((other) => client.site !== undefined && other.client.site === client.site);
  if (fromNetwork.length >= limit) throw new Violation(`more than ${limit} guesses from a network in a window`);
  if (fromSite.length >= limit * siteFactor) throw new Violation('too many guesses from a site in a window');
  wrong.set(attemptId, { at: now(), client });
}

function enterWrong(ledger: Ledger, { phone }: Login, handle: string, attemptId: string): void {
  const { rules, messages, storedUnseen } = ledger;
  const sent = messages.filter((message) => message.handle === handle && message.phone === phone);
  const unseen = storedUnseen.get(handle) ?? 0;
  if (!sent.some(mayBeStored) && unseen === 0) throw new Violation('a guess with a handle of no message');
  const counted = messageOf(ledger, phone, handle) ?? sent.at(-1);
  // A retry after a lost reply is the same guess.
  counted?.wrong.add(attemptId);
  if (counted !== undefined && counted.wrong.size > rules.maxAttempts * (1 + unseen)) {
    throw new Violation(`${counted.wrong.size} guesses with a handle, at most ${rules.maxAttempts} are allowed`);
  }
}
