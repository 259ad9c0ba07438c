import { describe, expect, it } from 'vitest';
import { countedAddress, createAddressTag } from '../../../function/verification/client-address';
import { deriveCodeKey } from '../../../function/verification/code';

describe("A client's address", () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::/64'],
  ])('%s is counted as %s', (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });

  it('has a tag that is the same for addresses that are counted together, and depends on the key', () => {
    const tag = createAddressTag(deriveCodeKey('a secret of the function'));
    expect(tag('203.0.113.7')).toMatch(/^[\w-]{8}$/);
    expect(tag('203.0.113.7')).toBe(createAddressTag(deriveCodeKey('a secret of the function'))('203.0.113.7'));
    expect(tag('2001:db8:1:2::1')).toBe(tag('2001:db8:1:2:3:4:5:6'));
    const others = [tag('203.0.113.8'), createAddressTag(deriveCodeKey('another secret'))('203.0.113.7')];
    for (const other of others) expect(other).not.toBe(tag('203.0.113.7'));
  });
});
