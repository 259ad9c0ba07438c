import type { KeyObject } from 'node:crypto';
import { memoize } from '../memoize';
import type { ClientNetworks, KnownNumber } from '../store/code-store';
import { networkOf } from './client-networks';
import { hashKnownNumber, tagNetworks } from './keyed-hash';

/** Who asks for what: a number, a request, and where it comes from. */
export interface Requester {
  /** E.164. */
  readonly e164: string;
  readonly requestId: string;
  readonly known: KnownNumber;
  /** @default - the client's address is unknown */
  readonly networks?: ClientNetworks | undefined;
}

/** What a request tells of its requester. */
interface RequesterFields {
  readonly e164: string;
  readonly requestId: string;
  /** The client's IP address. @default - it is unknown */
  readonly ip?: string | undefined;
}

/** Creates a function that returns the requester of a request. The hashes are memoized, since the same number comes again soon. */
export function createRequesterReader(key: KeyObject): (fields: RequesterFields) => Requester {
  const hashKnown = memoize(1000, (e164) => hashKnownNumber(key, e164));
  const tag = memoize(1000, (ip) => tagNetworks(key, networkOf(ip)));
  return ({ e164, requestId, ip }) => ({
    e164,
    requestId,
    known: hashKnown(e164),
    networks: ip === undefined ? undefined : tag(ip),
  });
}
