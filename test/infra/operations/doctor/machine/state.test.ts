import { describe, expect, it } from 'vitest';
import { judgeLock } from '../../../../../infra/operations/doctor/machine/state';

const lock = { id: '29b4b2c3', who: 'ann@laptop', since: '2026-11-24 18:07:30 UTC' };

describe('A lock that is held', () => {
  it('is a failure that names who holds it since when, and the command that releases it', () => {
    const stack = { folder: 'cdktf.out/stacks/one', stateInCos: true, stateLocation: 'COS bucket b-1 in ap-beijing' };
    expect(judgeLock(stack, lock)).toMatchObject({
      check: 'State lock',
      state: 'failure',
      found: 'held by ann@laptop since 2026-11-24 18:07:30 UTC',
      advice: expect.stringMatching(/\n {2}\S+ -chdir=cdktf\.out\/stacks\/one force-unlock 29b4b2c3$/),
    });
    expect(judgeLock(stack, { id: '29b4b2c3' }).found).toBe('held');
  });

  it('of a state in a file ends with its process', () => {
    const stack = { folder: 'cdktf.out/stacks/one', stateInCos: false, stateLocation: 'one.tfstate' };
    const { advice } = judgeLock(stack, lock);
    expect(advice).toContain('the lock ends with its process');
    expect(advice).not.toContain('force-unlock');
  });
});
