import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../function/verification/client-networks';

describe("The networks of a client's address", () => {
  it.each([
    ['203.0.113.7', { network: '203.0.113.7' }],
    ['2001:db8:1:2::1', { network: '2001:db8:1:2::/64', site: '2001:db8:1::/48' }],
    ['2001:db8:1:2:3:4:5:6', { network: '2001:db8:1:2::/64', site: '2001:db8:1::/48' }],
    ['2001:db8::1', { network: '2001:db8::/64', site: '2001:db8::/48' }],
  ])('of %s are %j', (address, networks) => {
    expect(networkOf(address)).toEqual(networks);
  });
});
