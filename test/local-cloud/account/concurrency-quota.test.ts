import { beforeEach, describe, expect, it } from 'vitest';
import { newFunction, startTrialAccount, type TrialAccount } from '../trial-account';

let trial: TrialAccount;
beforeEach(() => {
  trial = startTrialAccount();
  return () => trial.stop();
});

const reserve = (region: string, memories: Readonly<Record<string, number>>) => {
  for (const [name, memory] of Object.entries(memories)) {
    if (trial.account.scf.find('default', name) === undefined) trial.account.scf.create(newFunction({ name, region }));
    trial.account.scf.reserve('default', name, memory);
  }
};

/** platform: reserved-concurrency-sum */
describe('Reservations of concurrency', () => {
  it.each([
    ['ap-guangzhou', 115_200],
    ['ap-singapore', 51_200],
  ])('of all functions in %s have at most %i MB together', (region, most) => {
    reserve(region, { first: most - 128, second: 128 });
    const refused = expect.objectContaining({
      code: 'LimitExceeded.FunctionReservedConcurrencyMemory',
      message: expect.stringContaining(`${most} MB`),
    });
    expect(() => reserve(region, { second: 256 })).toThrow(refused);
    expect(() => reserve(region, { third: 128 })).toThrow(refused);
    expect(trial.account.scf.get('default', 'second').reservedMemory).toBe(128);
    reserve(region, { first: most - 256, third: 128 });
  });

  it('of other regions do not count', () => {
    reserve('ap-guangzhou', { first: 115_200 });
    reserve('ap-beijing', { second: 115_200 });
  });
});
