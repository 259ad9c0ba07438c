import { createPrivateKey, type KeyObject } from 'node:crypto';

/**
 * Reads private keys, comma-separated, each once: who verifies tokens finds a key by its name, and refuses all tokens of a name that two
 * keys have. @returns `undefined` if one is none, or is repeated
 */
export function readSessionKeys(text: string): readonly KeyObject[] | undefined {
  const keys: KeyObject[] = [];
  for (const item of text.split(',')) {
    const key = readSessionKey(item);
    if (key === undefined || keys.some((other) => other.equals(key))) return undefined;
    keys.push(key);
  }
  return keys;
}

/** Reads a private key for ES256: P-256, in PKCS #8, as base64 of its DER. @returns `undefined` if it is none */
function readSessionKey(text: string): KeyObject | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}
