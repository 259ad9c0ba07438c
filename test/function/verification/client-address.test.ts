import { describe, expect, it } from 'vitest';
import { readClientAddress } from '../../../function/verification/client-address';

describe("A client's address", () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('%s is counted as %s', (text, countedAs) => {
    expect(readClientAddress(text)).toEqual({ ip: '203.0.113.7', countedAs });
  });

  it.each([
    '2001:db8:1:2::1',
    '2001:db8:1:2:3:4:5:6',
    '[2001:db8:1:2::9]:4711',
    '2001:0DB8:0001:0002:0000:0000:0000:0001',
  ])('%s is counted with its whole network', (text) => {
    expect(readClientAddress(text).countedAs).toBe('2001:db8:1:2::/64');
  });

  it.each(['', 'localhost', '203.0.113', '203.0.113.7, 198.51.100.1', 'unknown'])('%j is not an address', (text) => {
    expect(readClientAddress(text)).toEqual({ countedAs: 'unknown' });
  });
});
