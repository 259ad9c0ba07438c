import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../../../function/configuration/network';
import { createAddressFinder } from '../../../function/http/client-address';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

function find(sourceIp: string | undefined, forwardedFor: string, trustedProxies = ''): string | undefined {
  const networks = trustedProxies === '' ? [] : trustedProxies.split(',').map((text) => readNetwork(text));
  const findAddress = createAddressFinder(networks.filter((network) => network !== undefined));
  return findAddress({ sourceIp, forwardedFor });
}

/** What the platform's two gateways append to `X-Forwarded-For`. */
const gateways = '11.163.0.1, 10.132.0.1';

describe("The client's address", () => {
  it.each<[string, string, string?]>([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['2400:cb00::1', '2400:cb00::1'],
    ['8.8.8.8', '8.8.8.8'],
    // 6to4, NAT64, Teredo.
    ['2002:cb00:7107:1234::5', '203.0.113.7'],
    ['64:ff9b::cb00:7107', '203.0.113.7'],
    ['2001:0:4136:e378:8000:63bf:34ff:8ef8', '203.0.113.7'],
  ])('is sourceIp, whatever X-Forwarded-For says: %s', (sourceIp, expected) => {
    expect(find(sourceIp, '')).toBe(expected);
    expect(find(sourceIp, `198.51.100.1, ${gateways}`)).toBe(expected);
    expect(find(sourceIp, 'x, 198.51.100.1')).toBe(expected);
  });

  it.each<[string, string | undefined]>([
    [`203.0.113.7, ${gateways}`, '203.0.113.7'],
    ['203.0.113.7, 11.163.0.1', '203.0.113.7'],
    ['203.0.113.7,9.1.2.3', '203.0.113.7'],
    ['203.0.113.7, 100.64.0.1, 100.127.255.254', '203.0.113.7'],
    [`198.51.100.1, 203.0.113.7, ${gateways}`, '203.0.113.7'],
    [`198.51.100.1, ${gateways}, 203.0.113.7, ${gateways}`, '203.0.113.7'],
    [`nonsense, 203.0.113.7, ${gateways}`, '203.0.113.7'],
    [`2001:db8::1, ${gateways}`, '2001:db8::1'],
    // The client itself is in the platform's networks, or a third gateway is.
    [`203.0.113.7, 10.1.2.3, ${gateways}`, undefined],
    ['203.0.113.7', undefined],
    ['203.0.113.7, 198.51.100.1', undefined],
    [`${gateways}, 203.0.113.7`, undefined],
    ['203.0.113.7, 11.163.0.1, 192.168.0.1', undefined],
    ['203.0.113.7, 12.0.0.1', undefined],
    ['203.0.113.7, 100.128.0.1', undefined],
    [gateways, undefined],
    ['', undefined],
    [`nonsense, ${gateways}`, undefined],
    [`203.0.113, ${gateways}`, undefined],
    [`203.0.113.7,, ${gateways}`, undefined],
    [`203.0.113.7, ${gateways},`, undefined],
    [`"203.0.113.7", ${gateways}`, undefined],
    [`fe80::1%eth0, ${gateways}`, undefined],
    [`2001:db8::1%eth0, ${gateways}`, undefined],
  ])('without sourceIp, comes before one or two entries of the platform: %s', (forwardedFor, expected) => {
    expect(find(undefined, forwardedFor)).toBe(expected);
  });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '11.163.0.1',
    '9.1.2.3',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '240.0.0.1',
    '198.18.0.1',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    // A private IPv4 address in a 6to4, a NAT64 and a Teredo address.
    '2002:a01:203::1',
    '64:ff9b::10.1.2.3',
    '2001:0:4136:e378:8000:63bf:f5fe:fdfc',
    '',
    'unknown',
    'localhost',
    '203.0.113',
    '0xcb.0.113.7',
    '203.0.113.7:',
    '203.0.113.7:4711x',
    'x203.0.113.7:4711',
    '[2001:db8::1]x',
    'x[2001:db8::1]',
  ])('is unknown if it is not public or malformed: %j', (address) => {
    expect(find(address, `198.51.100.1, ${gateways}`)).toBeUndefined();
    expect(find(undefined, `198.51.100.1, ${address}, ${gateways}`)).toBeUndefined();
  });

  const cdn = '192.0.2.0/24,2001:db8:cd::/48,10.5.0.0/16';
  it.each<[string, string | undefined, string, string | undefined]>([
    ['the entry to the left of the proxy', '192.0.2.1', '203.0.113.7', '203.0.113.7'],
    ['not what the client sent to the proxy', '192.0.2.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['also if the trigger appended the proxy', '192.0.2.1', '198.51.100.1, 203.0.113.7, 192.0.2.1', '203.0.113.7'],
    ['also before the gateways', '192.0.2.1', `198.51.100.1, 203.0.113.7, 192.0.2.1, ${gateways}`, '203.0.113.7'],
    ['also before one gateway', '192.0.2.1', '198.51.100.1, 203.0.113.7, 192.0.2.1, 11.1.2.3', '203.0.113.7'],
    ['behind several proxies', '192.0.2.1', '198.51.100.1, 203.0.113.7, 10.5.1.1, 2001:db8:cd::9', '203.0.113.7'],
    ['behind a proxy with an IPv6 address', '2001:db8:cd::1', '203.0.113.7', '203.0.113.7'],
    ['behind a proxy with an IPv4-mapped address', '::ffff:192.0.2.1', '203.0.113.7', '203.0.113.7'],
    ['without sourceIp', undefined, `198.51.100.1, 203.0.113.7, 192.0.2.1, ${gateways}`, '203.0.113.7'],
    ['the proxy itself if it forwards for nobody', '192.0.2.1', '', '192.0.2.1'],
    ['the proxy itself if it forwards for itself', '192.0.2.1', `192.0.2.1, ${gateways}`, '192.0.2.1'],
    ['unknown if the proxy forwards for a private address', '192.0.2.1', '198.51.100.1, 10.1.2.3', undefined],
    ['unknown if the gateways do not name the proxy', '192.0.2.1', `198.51.100.1, ${gateways}`, undefined],
    ['unknown if the proxy forwards nonsense', '192.0.2.1', '198.51.100.1, nonsense', undefined],
    ['unknown if a proxy in between is malformed', '192.0.2.1', '203.0.113.7, unknown, 10.5.1.1', undefined],
    ['the peer if it is no proxy', '203.0.113.7', '198.51.100.1, 192.0.2.1', '203.0.113.7'],
  ])('behind trusted proxies: %s', (_, sourceIp, forwardedFor, expected) => {
    expect(find(sourceIp, forwardedFor, cdn)).toBe(expected);
  });

  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const entry = fc.oneof(
    address,
    fc.string(),
    fc.constantFrom('203.0.113.7', '192.0.2.1', '10.5.1.1', '11.163.0.1', '', 'unknown'),
  );
  const claimed = fc.array(entry).map((entries) => entries.join(', '));
  // A client in the platform's own networks could be taken for a gateway, but the trigger serves no private networks.
  const peer = fc.oneof(address, fc.constant('203.0.113.7')).filter((ip) => !/^(9|10|11|100|192)\.|^::|cd:/.test(ip));

  it('is the same whatever the client sends, unless its own address is trusted', { timeout: propertyTimeout }, () => {
    fc.assert(
      fc.property(claimed, peer, fc.constantFrom(gateways, '11.163.0.1'), (sent, ip, appended) => {
        const expected = find(ip, '', cdn);
        const forwardedFor = `${sent === '' ? '' : `${sent}, `}${ip}, ${appended}`;
        expect(find(undefined, forwardedFor, cdn)).toBe(expected);
        expect(find(ip, forwardedFor, cdn)).toBe(expected);
        expect(find(ip, sent, cdn)).toBe(expected);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is the same whatever the client sends to a trusted proxy', { timeout: propertyTimeout }, () => {
    fc.assert(
      fc.property(claimed, peer, (sent, ip) => {
        const forwardedFor = `${sent === '' ? '' : `${sent}, `}${ip}`;
        const expected = find(ip, '', cdn);
        expect(find('192.0.2.1', forwardedFor, cdn)).toBe(expected);
        expect(find('192.0.2.1', `${forwardedFor}, 192.0.2.1, ${gateways}`, cdn)).toBe(expected);
        expect(find(undefined, `${forwardedFor}, 192.0.2.1, ${gateways}`, cdn)).toBe(expected);
      }),
      { numRuns: propertyRuns },
    );
  });
});
