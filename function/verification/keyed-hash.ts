import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { memoize } from '../memoize';
import type { ClientNetworks, KnownNumber } from '../store/code-store';
import { knownShards } from '../store/limits';
import { networkOf } from './client-networks';

/**
 * Returns the handle of a code: 96 bits (16 characters of base64url), which nobody can guess. A retry of the request, which has
 * the same ID, gets the same handle.
 */
export function createHandle(key: KeyObject, e164: string, requestId: string): string {
  return hmac(key, `handle:${e164}:${requestId}`).toString('base64url').slice(0, 16);
}

/** A handle, as {@link createHandle} creates it. */
export const handlePattern = /^[\w-]{16}$/;

/**
 * Creates a function that returns tags of the networks of an address (48 bits). Addresses are personal data that need not be
 * stored or logged. Without the key, nobody can tell the address, although there are few enough to try them all.
 */
export function createNetworkTags(key: KeyObject): (address: string) => ClientNetworks {
  const tag = (name: string) => hmac(key, `network:${name}`).toString('base64url').slice(0, 8);
  return memoize(1000, (address) => {
    const { network, site } = networkOf(address);
    return { network: tag(network), ...(site !== undefined && { site: tag(site) }) };
  });
}

/** What stands for a number. Without the key, nobody can tell the number, although there are few enough to try them all. */
interface NumberHashes {
  /** The hash under which the number is known: 46 bits. */
  readonly known: KnownNumber;
  /** The ID of the number for the log, where many numbers look the same when they are masked: 64 other bits, 16 hexadecimal digits. */
  readonly id: string;
}

/** Returns what stands for a number. */
export type HashNumber = (e164: string) => NumberHashes;

/** Creates a function that hashes numbers. It remembers them, since the same number comes again soon. */
export function createNumberHashes(key: KeyObject): HashNumber {
  return memoize(1000, (e164) => {
    const hash = hmac(key, `known:${e164}`);
    const known = { shard: hash.readUInt16BE(0) % knownShards, member: hash.readInt32BE(2) };
    return { known, id: hash.toString('hex', 6, 14) };
  });
}

/**
 * Returns a short ID for an attempt (48 bits), which the store keeps for as long as the code. Only the same attempt in a request
 * with the same ID is a retry.
 *
 * @param handle empty if the attempt has none
 */
export function createAttemptId(requestId: string, codeHash: string, handle: string): string {
  return createHash('sha1').update(`${requestId}:${codeHash}:${handle}`).digest('base64url').slice(0, 8);
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
