import { afterEach, describe, expect, it, vi } from 'vitest';
import { initialize, planAndApply } from '../../../../infra/operations/stack/change';
import { environment } from '../../../support/synthesize';
import { stackSession } from './stack-session';

describe('A change of the account', () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  afterEach(() => printed.mockClear());

  it('is applied when the plan has changes', async () => {
    const commands: string[] = [];
    const session = stackSession(environment('dev'), { plan: { code: 2, interrupted: 'no' } }, commands);
    expect(await planAndApply(session, 'Deploy?')).toEqual({ code: 0, changes: 'tried' });
    expect(commands).toEqual(['plan', 'apply']);
  });

  it.each([0, 2])('is not made after Ctrl-C, although the plan has ended with %i', async (code) => {
    const commands: string[] = [];
    const session = stackSession(environment('dev'), { plan: { code, interrupted: 'finished' } }, commands);
    expect(await planAndApply(session, 'Deploy?')).toEqual({ code: 130, changes: 'declined' });
    expect(commands).toEqual(['plan']);
    expect(printed).toHaveBeenCalledWith(expect.stringContaining('Interrupted. Nothing was changed.'));
  });

  it('does not begin after Ctrl-C, although Terraform has initialized the folder', async () => {
    const session = stackSession(environment('dev'), { init: { code: 0, interrupted: 'finished' } });
    expect(await initialize(session)).toBe(130);
  });
});
