import type { KeyObject } from 'node:crypto';
import { memoize } from '../memoize';
import type { ClientNetworks, KnownNumber } from '../store/code-store';
import { hashKnownNumber } from './keyed-hash';

/** Who asks for what: a number, a request, and where it comes from. */
export interface Requester {
  /** E.164. */
  readonly e164: string;
  /** Country calling code of the number, such as `86`. */
  readonly countryCode: string;
  readonly requestId: string;
  /** The fixed code of a test number. @default - it is an ordinary number */
  readonly testCode?: string | undefined;
  readonly known: KnownNumber;
  /** @default - the client's address is unknown */
  readonly networks?: ClientNetworks | undefined;
}

/** What a request tells of its requester. */
interface RequesterFields {
  readonly e164: string;
  readonly countryCode: string;
  readonly requestId: string;
  /** @default - it is an ordinary number */
  readonly testCode?: string | undefined;
  /** The client's IP address in its canonical form. @default - it is unknown */
  readonly clientAddress?: string | undefined;
}

/** Creates a function that returns the requester of a request. The hashes are memoized, since the same number comes again soon. */
export function createRequesterReader(
  key: KeyObject,
  tagNetworks: (clientAddress: string) => ClientNetworks,
): (fields: RequesterFields) => Requester {
  const hashKnown = memoize(1000, (e164) => hashKnownNumber(key, e164));
  return ({ e164, countryCode, requestId, testCode, clientAddress }) => ({
    e164,
    countryCode,
    requestId,
    testCode,
    known: hashKnown(e164),
    networks: clientAddress === undefined ? undefined : tagNetworks(clientAddress),
  });
}
