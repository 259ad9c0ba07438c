import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFunction, startTrialAccount, type TrialAccount } from '../trial-account';

// platform: function-quota
describe('A namespace', () => {
  let trial: TrialAccount;
  beforeEach(() => {
    trial = startTrialAccount();
  });
  afterEach(() => trial.stop());

  it('has at most 50 functions', () => {
    const { scf } = trial.account;
    for (let index = 0; index < 50; index++) scf.create(newFunction({ name: `function-${index}` }));
    const refused = expect.objectContaining({ code: 'LimitExceeded.Function' });
    expect(() => scf.create(newFunction({ name: 'one-more' }))).toThrow(refused);
    scf.create(newFunction({ name: 'one-more', namespace: 'other' }));
    scf.delete('default', 'function-7');
    scf.create(newFunction({ name: 'one-more' }));
  });
});
