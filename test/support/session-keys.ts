import { generateKeyPairSync } from 'node:crypto';

/** Makes a key of session tokens, as the variable `SESSION_KEYS` has it. */
export function newSessionKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}
