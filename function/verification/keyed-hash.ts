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

/** Returns the keyed hash under which a number is known: 46 bits. */
export function hashKnownNumber(key: KeyObject, e164: string): KnownNumber {
  const hash = hmac(key, `known:${e164}`);
  return { shard: hash.readUInt16BE(0) % knownShards, member: hash.readInt32BE(2) };
}

/**
 * Creates a function that returns the ID of a number (64 bits, 16 hexadecimal digits) for the log, where many numbers look the same when
 * they are masked. Without the key, nobody can tell the number, although there are few enough to try them all.
 */
export function createNumberIds(key: KeyObject): (e164: string) => string {
  return memoize(1000, (e164) => hmac(key, `number:${e164}`).toString('hex').slice(0, 16));
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
