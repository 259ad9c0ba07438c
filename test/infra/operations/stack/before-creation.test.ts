import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findBeforeCreation } from '../../../../infra/operations/stack/before-creation';
import { parseState } from '../../../../infra/operations/stack/terraform-state';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';
import { environment } from '../../../support/synthesize';
import { stackSession } from './stack-session';

describe('The search of the account before everything is created', () => {
  /** Searches an account with a fault, and returns the warnings. */
  async function search(fault: string): Promise<readonly unknown[]> {
    const cloud = await startLocalCloud({ faults: [fault] });
    onTestFinished(() => cloud.stop());
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => printed.mockRestore());
    const session = { ...stackSession(environment('dev')), env: cloud.env };
    expect(await findBeforeCreation(session, parseState(''))).toEqual([]);
    return printed.mock.calls.flat();
  }

  it.each([
    ['keys-disabled', 'AuthFailure.SecretIdNotFound', 'The keys are unknown, disabled, deleted or expired.'],
    ['keys-expired', 'AuthFailure.TokenFailure', 'Get new temporary keys'],
  ])('ends the command with %s, and says what to do', async (fault, code, advice) => {
    const [first, ...others] = await search(fault).catch((error: Error) => error.message.split('\n'));
    expect(first).toContain(`The API refuses the credentials with ${code}: `);
    expect(first).toContain(advice);
    expect(others).toEqual([]);
  });

  it('warns in a line of a right that is missing', async () => {
    expect(await search('right-missing=tag:GetResources')).toEqual([
      expect.stringMatching(/^Warning: the account could not be searched .*: AuthFailure\.UnauthorizedOperation: /),
    ]);
  });
});
