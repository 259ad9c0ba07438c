import { addressKind } from './client-address';
import { asObject, type HttpEvent } from './event';
import { jsonReply, type Reply } from './reply';

/** Header with which an HTTP request bears the nonce. */
const nonceHeader = 'x-acceptance';
const noncePattern = /^[\w-]{43}$/;
/** How long a nonce is armed, in milliseconds. */
const armedFor = 60_000;

/** Fields and headers with addresses, which the platform sets or a client forges. */
const addressNames = /^(sourceIp|x-forwarded-for|x-real-ip|x-scf-remote-addr)$/i;

/** Addresses of a list that are recorded: more than a request passes on its way. */
const mostAddresses = 20;

export interface EventProbeParts {
  /** Returns the current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a short text from which nobody can tell the address. */
  readonly tagAddress: (address: string) => string;
}

/** Shows an operator what the events of HTTP requests look like on the platform: names, types and kinds of addresses, no values. */
export interface EventProbe {
  /**
   * Answers `{ acceptance: nonce }`, which only `Invoke` of the platform's API can send: every event of an HTTP trigger has
   * other fields, which no client can remove. Arms the nonce for 60 s; afterwards, returns what was recorded with it.
   * platform: event-shape, invoke-event
   *
   * @returns `undefined` for all other events
   */
  readonly answer: (event: unknown) => Reply | undefined;
  /** Records the event of a request that bears the armed nonce. */
  readonly observe: (event: unknown, http: HttpEvent, clientAddress: string | undefined) => void;
}

export function createEventProbe({ now, tagAddress }: EventProbeParts): EventProbe {
  let nonce: string | undefined;
  let armedUntil = 0;
  let seen: object | undefined;
  return {
    answer(event) {
      const { acceptance, ...others } = asObject(event);
      if (typeof acceptance !== 'string' || !noncePattern.test(acceptance) || Object.keys(others).length > 0) return;
      const found = acceptance === nonce && now() <= armedUntil ? seen : undefined;
      seen = undefined;
      nonce = acceptance;
      armedUntil = now() + armedFor;
      return jsonReply(200, {}, { seen: found });
    },
    observe(event, { header }, clientAddress) {
      // Of most requests, no header is read: nothing is armed.
      // Stryker disable next-line ConditionalExpression,EqualityOperator: what is recorded later is never shown
      if (now() > armedUntil || header(nonceHeader) !== nonce) return;
      seen = { event: shapeOf(event, clientAddress), address: clientAddress && tagAddress(clientAddress) };
    },
  };
}

/** Replaces each value by its type, and each address by its kind. Names stay, down to those of headers and parameters. */
function shapeOf(event: unknown, clientAddress: string | undefined): object {
  const typeOf = (value: unknown, name: string) => {
    if (Array.isArray(value)) return 'array';
    if (typeof value === 'boolean') return `${value}`;
    if (typeof value !== 'string' || !addressNames.test(name)) return typeof value;
    return value.split(',', mostAddresses).map((entry) => addressKind(entry, clientAddress));
  };
  return mapValues(event, (value, name) => {
    const type = typeOf(value, name);
    return type === 'object' ? mapValues(value, typeOf) : type;
  });
}

const mapValues = (object: unknown, map: (value: unknown, name: string) => unknown): object =>
  Object.fromEntries(Object.entries(asObject(object)).map(([name, value]) => [name, map(value, name)]));
