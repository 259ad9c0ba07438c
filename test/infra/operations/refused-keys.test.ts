import { describe, expect, it } from 'vitest';
import { findRefusedKeys } from '../../../infra/operations/refused-keys';

describe('A refusal of the keys', () => {
  const code = 'AuthFailure.TokenFailure';
  const reason = `${code}: The token has expired`;

  it.each([
    ['alone', `${reason}.`],
    ['with what was called', `tags, each function: ${reason}.`],
    ['to several calls', `tags: ${reason}; functions: ${reason}`],
    ['in a line of several', `${reason}.\nInternalError: Try again.`],
  ])('is told once: %s', (_, text) => {
    expect(findRefusedKeys(text)).toEqual({ code, reason });
  });

  it.each(['UnauthorizedOperation', 'MFAFailure'])(
    'is none if nothing is said against them: AuthFailure.%s',
    (refusal) => {
      expect(findRefusedKeys(`tags: AuthFailure.${refusal}: Refused.`)).toBeUndefined();
    },
  );
});
