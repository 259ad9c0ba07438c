import type { KeySet } from '../session/session';
import { jsonReply, type Reply } from './reply';

/** Where clients look for keys that know only the issuer of a token. */
export const keySetPath = '/.well-known/jwks.json';

/** Seconds for which clients and caches may keep the keys. A new key has to be published for longer before it signs. */
const maxAgeSeconds = 300;

/** Replies with the public keys, which every page may read. */
export function toKeySetReply(keySet: KeySet): Reply {
  const headers = { 'cache-control': `public, max-age=${maxAgeSeconds}`, 'access-control-allow-origin': '*' };
  return jsonReply(200, headers, keySet);
}
