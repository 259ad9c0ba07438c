import { isDelivered, type Ledger, type Message, Violation } from './ledger';

const siteFactor = 16;

/** Checks the limits of messages when the SMS API has accepted one, or may have done so. Refused ones do not count. */
export function checkMessageLimits(ledger: Ledger): void {
  const delivered = ledger.messages.filter(isDelivered);
  for (const message of delivered) checkOne(ledger, message, delivered);
}

function checkOne({ rules, knownSince }: Ledger, message: Message, delivered: readonly Message[]): void {
  const { phone, client, storedAt, order } = message;
  const until = delivered.filter((other) => other.order <= order);
  const day = rules.dayOf(storedAt);
  const today = until.filter((other) => other.storedAt >= day.startsAt && other.storedAt < day.endsAt);
  const toNumber = (messages: readonly Message[]) => messages.filter((other) => other.phone === phone);
  const atMost = (found: readonly Message[], limit: number, what: string) => {
    if (found.length > limit) throw new Violation(`${found.length} messages ${what}, at most ${limit} are allowed`);
  };

  const before = toNumber(until).at(-2);
  if (before !== undefined && storedAt - before.storedAt < rules.sendInterval) {
    throw new Violation(`two messages to a number within its send interval: ${storedAt - before.storedAt} ms`);
  }
  atMost(toNumber(today), rules.sendDailyLimit, 'to a number in a day');

  const unconfirmed = (messages: readonly Message[]) =>
    messages.filter(({ confirmedAt }) => confirmedAt === undefined || confirmedAt > order);
  const inWindow = unconfirmed(until).filter((other) => storedAt - other.storedAt < rules.addressWindow);
  if (client.network !== undefined) {
    const fromNetwork = inWindow.filter((other) => other.client.network === client.network);
    atMost(fromNetwork, rules.sendAddressLimit, 'unconfirmed from a network in a window');
  }
  if (client.site !== undefined) {
    const fromSite = inWindow.filter((other) => other.client.site === client.site);
    atMost(fromSite, rules.sendAddressLimit * siteFactor, 'unconfirmed from a site in a window');
  }
  if (client.network !== undefined) {
    const isSame = ({ client: other }: Message) =>
      client.site === undefined ? other.network === client.network : other.site === client.site;
    const half = Math.max(1, Math.floor(rules.sendDailyLimit / 2));
    atMost(unconfirmed(toNumber(today)).filter(isSame), half, 'unconfirmed to a number from an address in a day');
  }

  if (rules.dailyBudget === undefined) return;
  atMost(today, rules.dailyBudget, 'to all numbers in a day');
  const isKnown = (knownSince.get(phone) ?? Number.POSITIVE_INFINITY) < order;
  if (!isKnown)
    atMost(today, Math.floor(rules.dailyBudget * 0.8), 'to all numbers in a day, the last to an unknown one');
}
