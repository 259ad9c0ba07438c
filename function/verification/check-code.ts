import { hashCode, readCode } from './code';
import type { Outcome } from './outcome';
import type { VerificationParts } from './verification-parts';

export interface CodeAttempt {
  /** E.164. */
  readonly e164: string;
  readonly requestId: string;
  /** As the user entered it. */
  readonly code: string | undefined;
}

/** Checks a code and, if it is right, signs a session token. Throws what the store throws. */
export async function checkCode(parts: VerificationParts, attempt: CodeAttempt): Promise<Outcome> {
  const { store, sessions, codeKey, now } = parts;
  const { e164, requestId } = attempt;
  if (!attempt.code) return { codeStr: 'MissingCode' };
  const code = readCode(attempt.code);
  if (code === undefined) return { codeStr: 'InValidParam', problem: { field: 'code', rule: 'malformed' } };

  const codeHash = hashCode(codeKey, e164, code);
  const checked = await store.checkCode({ phone: e164, requestId, codeHash, now: now() });
  switch (checked.result) {
    case 'right': {
      const token = await sessions?.sign(e164, checked.checkedAt);
      return { codeStr: 'Success', ...(token !== undefined && { token }) };
    }
    case 'wrong':
      return { codeStr: 'CodeIsError', attemptsLeft: checked.attemptsLeft };
    case 'spent':
      return { codeStr: 'CodeHasValid' };
    case 'expired':
      return { codeStr: 'CodeHasExpired' };
  }
}
