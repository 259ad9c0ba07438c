import { isDelivered, type Ledger, type Message, Violation } from './ledger';

const siteFactor = 16;

/** Checks the limits of messages after the SMS API has replied to one. Those before it have been checked. */
export function checkMessageLimits(ledger: Ledger, replied: Message): void {
  for (const message of ledger.messages.filter(({ order }) => order >= replied.order)) {
    const until = ledger.messages.filter(({ order }) => order <= message.order);
    if (message.client.network !== undefined) checkAddress(ledger, message, until);
    if (isDelivered(message)) checkNumberAndBudget(ledger, message, until.filter(isDelivered));
  }
}

function atMost(found: readonly Message[], limit: number, what: string): void {
  if (found.length > limit) throw new Violation(`${found.length} messages ${what}, at most ${limit} are allowed`);
}

const areUnconfirmedAt = ({ order }: Message, messages: readonly Message[]) =>
  messages.filter(({ confirmedAt }) => confirmedAt === undefined || confirmedAt > order);

const ofDay = ({ rules }: Ledger, { storedAt }: Message, messages: readonly Message[]) => {
  const day = rules.dayOf(storedAt);
  return messages.filter((other) => other.storedAt >= day.startsAt && other.storedAt < day.endsAt);
};

/** Limits of a network and its site. They get nothing back for messages that the SMS API refused, but for those that did not reach it. */
function checkAddress(ledger: Ledger, message: Message, until: readonly Message[]): void {
  const { sendAddressLimit, addressWindow, sendDailyLimit } = ledger.rules;
  const { network, site } = message.client;
  const unconfirmed = areUnconfirmedAt(message, until).filter(({ state, refused }) => state !== 'failed' || refused);
  const inWindow = unconfirmed.filter(({ storedAt }) => message.storedAt - storedAt < addressWindow);
  const fromNetwork = inWindow.filter(({ client }) => client.network === network);
  atMost(fromNetwork, sendAddressLimit, 'unconfirmed from a network in a window');
  if (site !== undefined) {
    const fromSite = inWindow.filter(({ client }) => client.site === site);
    atMost(fromSite, sendAddressLimit * siteFactor, 'unconfirmed from a site in a window');
  }
  const isSame = ({ client }: Message) => (site === undefined ? client.network === network : client.site === site);
  const toNumber = ofDay(ledger, message, unconfirmed).filter(({ phone }) => phone === message.phone);
  const half = Math.max(1, Math.floor(sendDailyLimit / 2));
  atMost(toNumber.filter(isDelivered).filter(isSame), half, 'unconfirmed to a number from an address in a day');
}

/** Limits of a number, and the budget. Messages that the SMS API refused do not count. */
function checkNumberAndBudget(ledger: Ledger, message: Message, until: readonly Message[]): void {
  const { rules, knownSince } = ledger;
  const { phone, storedAt, order } = message;
  const toNumber = until.filter((other) => other.phone === phone);
  const before = toNumber.at(-2);
  if (before !== undefined && storedAt - before.storedAt < rules.sendInterval) {
    throw new Violation(`two messages to a number within its send interval: ${storedAt - before.storedAt} ms`);
  }
  atMost(ofDay(ledger, message, toNumber), rules.sendDailyLimit, 'to a number in a day');

  if (rules.dailyBudget === undefined) return;
  const today = ofDay(ledger, message, until);
  atMost(today, rules.dailyBudget, 'to all numbers in a day');
  const isKnown = (knownSince.get(phone) ?? Number.POSITIVE_INFINITY) < order;
  if (!isKnown) atMost(today, Math.floor(rules.dailyBudget * 0.8), 'in a day, the last one to an unknown number');
}
