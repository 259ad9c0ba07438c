import { hashCode, readCode } from './code';
import { createAttemptId, handlePattern } from './keyed-hash';
import { attemptLimitCodes, type Outcome, type Problem } from './outcome';
import type { Requester } from './requester';
import type { VerificationParts } from './verification-parts';

export interface CodeAttempt extends Requester {
  /** As the user entered it. */
  readonly code: string | undefined;
  /** The handle that the reply `Ok` had. @default - the newest code of the number is meant */
  readonly handle: string | undefined;
}

/** Checks a code and, if it is right, signs a session token. Throws what the store throws. */
export async function checkCode(parts: VerificationParts, attempt: CodeAttempt): Promise<Outcome> {
  const { store, sessions, codeKey, codeHandle } = parts;
  const { e164, requestId, testCode, handle, known, networks } = attempt;
  const isTest = testCode !== undefined;
  if (!attempt.code) return { codeStr: 'MissingCode' };
  const code = readCode(attempt.code);
  if (code === undefined) return invalid('code', 'malformed');
  if (handle === undefined && codeHandle === 'required') return invalid('handle', 'missing');
  if (handle !== undefined && !handlePattern.test(handle)) return invalid('handle', 'malformed');

  const codeHash = hashCode(codeKey, e164, code);
  const attemptId = createAttemptId(requestId, codeHash, handle ?? '');
  const checked = await store.checkCode({ phone: e164, isTest, attemptId, codeHash, handle, known, networks });
  switch (checked.result) {
    case 'right': {
      const token = sessions?.sign({ e164, verifiedAt: checked.checkedAt, isTest });
      return { codeStr: 'Success', ...(token !== undefined && { token }) };
    }
    case 'wrong':
      return { codeStr: 'CodeIsError', attemptsLeft: checked.attemptsLeft };
    case 'spent':
      return { codeStr: 'CodeHasValid' };
    case 'expired':
      return { codeStr: 'CodeHasExpired' };
    case 'limited':
      return { codeStr: attemptLimitCodes[checked.limit], retryAfter: Math.ceil(checked.retryAfter / 1000) };
  }
}

function invalid(field: Problem['field'], rule: Problem['rule']): Outcome {
  return { codeStr: 'InValidParam', problem: { field, rule } };
}
