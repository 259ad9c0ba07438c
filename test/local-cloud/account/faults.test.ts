import { describe, expect, it, onTestFinished } from 'vitest';
import { faultKinds, faultSyntax, readFaults } from '../../../local-cloud/account/faults';
import { createApiServices } from '../../../local-cloud/api/account-api';
import { startTrialAccount } from '../trial-account';

describe('Faults of an account', () => {
  it('are read from texts', () => {
    const faults = readFaults(['sold-out=ap-guangzhou-3', 'sold-out=ap-nanjing-1', 'sign=refused', 'cls-closed']);
    expect(faults.values('sold-out')).toEqual(['ap-guangzhou-3', 'ap-nanjing-1']);
    expect(faults.value('sign')).toBe('refused');
    expect([faults.has('cls-closed'), faults.has('keys-disabled')]).toEqual([true, false]);
    expect([faults.values('quota'), faults.value('package')]).toEqual([[], undefined]);
  });

  it.each([
    [['sold'], 'The fault "sold" is unknown; allowed: sold-out, cls-closed, '],
    [['toString'], 'The fault "toString" is unknown; allowed: '],
    [['sold-out'], 'The fault sold-out needs a value, as in sold-out=ZONE; allowed: ap-guangzhou-3, '],
    [['sign='], 'The fault sign needs a value, as in sign=in-review|refused; allowed: in-review, refused'],
    [['sold-out=ap-guangzhou-9'], 'The fault sold-out: found "ap-guangzhou-9"; allowed: ap-guangzhou-3, '],
    [['cls-closed=yes'], 'The fault cls-closed has no value: found "cls-closed=yes"; allowed: cls-closed'],
    [['right-missing=CreateInstances'], 'allowed: an action of CAM such as redis:CreateInstances, of apigw, '],
    [['right-missing=pigeon:Send'], 'The fault right-missing: found "pigeon:Send"; allowed: an action of CAM'],
    [['name-taken=-'], 'The fault name-taken: found "-"; allowed: the name of a function'],
    [['sign=lost'], 'The fault sign: found "lost"; allowed: in-review, refused'],
    [['sign=refused', 'sign=in-review'], 'The fault sign can have one value: found refused and in-review'],
    [['keys-disabled', 'right-missing=redis:CreateInstances'], 'The faults keys-disabled and right-missing exclude'],
  ])('%j are refused, with what is allowed', (texts, message) => {
    expect(() => readFaults(texts)).toThrow(message);
  });

  it('can be about every service of the API', () => {
    const { account, stop } = startTrialAccount();
    onTestFinished(stop);
    expect(faultKinds['service-down'].allowed).toEqual(Object.keys(createApiServices(account)).sort());
  });

  it('are written with what stands for their value', () => {
    expect([faultSyntax('sold-out'), faultSyntax('cls-closed'), faultSyntax('sign')]).toEqual([
      'sold-out=ZONE',
      'cls-closed',
      'sign=in-review|refused',
    ]);
  });
});
