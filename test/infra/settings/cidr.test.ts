import { describe, expect, it } from 'vitest';
import { cidrContains, isSubnetCidr, isVpcCidr } from '../../../infra/settings/cidr';

describe('A CIDR block', () => {
  it.each(['10.0.0.0/16', '10.0.0.0/12', '172.16.0.0/12', '172.31.255.240/28', '192.168.1.0/24'])(
    'may be %s for a VPC',
    (text) => {
      expect(isVpcCidr(text)).toBe(true);
    },
  );

  it.each(['10.0.0.0/16', '172.31.255.240/28', '192.168.1.0/24'])('may be %s for a subnet', (text) => {
    expect(isSubnetCidr(text)).toBe(true);
  });

  it.each(['10.0.0.0/12', '10.0.0.0/15', '10.0.0.0/29', '8.8.0.0/16', ''])('may not be %j for a subnet', (text) => {
    expect(isSubnetCidr(text)).toBe(false);
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.1/16',
    '10.0.0.0/29',
    '8.8.0.0/16',
    '10.0.0.0/8',
    '192.168.0.0/15',
    '10.16.0.0/16',
    '172.32.0.0/16',
    '10.0.0.0/33',
    'fd00::/64',
  ])('may not be %j for a VPC', (text) => {
    expect(isVpcCidr(text)).toBe(false);
  });

  it.each([
    ['10.0.0.0/16', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.0.255.0/24', true],
    ['10.0.0.0/16', '10.1.0.0/24', false],
    ['10.0.0.0/24', '10.0.0.0/16', false],
    ['10.0.0.0/16', 'nonsense', false],
  ])('%s contains %s: %s', (outer, inner, contains) => {
    expect(cidrContains(outer, inner)).toBe(contains);
  });
});
