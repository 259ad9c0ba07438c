import { createPrivateKey, type KeyObject } from 'node:crypto';

/** Reads a private key for ES256: P-256, in PKCS #8, as base64 of its DER. @returns `undefined` if it is none */
export function readSessionKey(text: string): KeyObject | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}
