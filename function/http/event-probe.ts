import { addressKind } from './client-address';
import { asObject, type HttpEvent } from './event';
import { jsonReply, type Reply } from './reply';

/** Header with which an HTTP request bears the nonce. */
const nonceHeader = 'x-acceptance-nonce';
const noncePattern = /^[\w-]{43}$/;
/** How long a nonce is armed, in milliseconds. */
const armedFor = 60_000;

/** Fields and headers with addresses, which the platform sets or a client forges. */
const addressNames = /^(sourceIp|x-forwarded-for|x-real-ip|x-scf-remote-addr)$/i;

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
      const asked = readNonce(event);
      if (asked === undefined) return undefined;
      const found = asked === nonce ? seen : undefined;
      seen = undefined;
      nonce = asked;
      armedUntil = now() + armedFor;
      return jsonReply(200, {}, { seen: found });
    },
    observe(event, { header }, clientAddress) {
      if (now() > armedUntil || header(nonceHeader) !== nonce) return;
      seen = { event: shapeOf(event, clientAddress), address: clientAddress && tagAddress(clientAddress) };
    },
  };
}

function readNonce(event: unknown): string | undefined {
  const { acceptance, ...others } = asObject(event);
  const isNonce = typeof acceptance === 'string' && noncePattern.test(acceptance);
  return isNonce && Object.keys(others).length === 0 ? acceptance : undefined;
}

/** Replaces each value by its type, and each address by its kind. Names stay. */
function shapeOf(value: unknown, clientAddress: string | undefined, name = ''): unknown {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, nested]) => [key, shapeOf(nested, clientAddress, key)]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string' || !addressNames.test(name)) return typeof value;
  return value.split(',').map((entry) => addressKind(entry, clientAddress));
}
