import type { EventShape, SeenEvent } from '../deployed-function';
import { confirmed, notReached, type Probe, type Verdict, verdict } from '../probe';

/** An address for documents and tests, which no client has. */
const forged = '192.0.2.1';
/** Gateways of the platform on the way of a request, at most. */
const mostGateways = 2;

const functionUrlClaims = [
  'event-source-ip',
  'function-url-forged-header',
  'function-url-forwarded-for',
  'function-url-gateway-networks',
];

/**
 * Which address the function counts, with and without forged headers.
 * platform: event-source-ip, function-url-forged-header, function-url-forwarded-for, function-url-gateway-networks
 */
export const clientAddressProbe: Probe = {
  decides: ['forged-address-not-counted', ...functionUrlClaims],
  async run({ deployed, settings: { trigger } }) {
    const plain = await deployed.observe({});
    const headers = { 'x-scf-remote-addr': forged, 'x-forwarded-for': forged, 'x-real-ip': forged };
    const attacked = await deployed.observe({ headers });
    const answers = {
      'address.plain': addressesOf(plain),
      'address.forged': addressesOf(attacked),
      'address.is-known': plain.address !== undefined,
    };
    const isSame = plain.address === attacked.address;
    const counted = verdict('forged-address-not-counted', {
      holds: isSame,
      found: isSame
        ? `with and without forged headers, the function counts the same address${plain.address ? '' : ': none, since it is not public'}`
        : 'forged headers change the address that the function counts',
    });
    const others =
      trigger === 'function-url'
        ? functionUrlVerdicts(addressesOf(attacked))
        : functionUrlClaims.map((name) => notReached(name, 'the environment is behind API Gateway'));
    return { answers, verdicts: [counted, ...others] };
  },
};

type Addresses = Readonly<
  Record<'sourceIp' | 'x-forwarded-for' | 'x-real-ip' | 'x-scf-remote-addr', readonly string[]>
>;

/** The kinds of the addresses of an event. */
function addressesOf({ event: { requestContext = {}, headers = {} } }: SeenEvent): Addresses {
  const listOf = (shape: EventShape | undefined) => (Array.isArray(shape) ? shape.map(String) : []);
  const inHeaders = (name: string) => {
    const found = Object.entries(headers).find(([header]) => header.toLowerCase() === name);
    return listOf(found?.[1] as EventShape | undefined);
  };
  return {
    sourceIp: listOf((requestContext as Readonly<Record<string, EventShape>>).sourceIp),
    'x-forwarded-for': inHeaders('x-forwarded-for'),
    'x-real-ip': inHeaders('x-real-ip'),
    'x-scf-remote-addr': inHeaders('x-scf-remote-addr'),
  };
}

/** `addresses` are those of a request with forged headers, whose addresses are of the kind `documentation`. */
function functionUrlVerdicts(addresses: Addresses): Verdict[] {
  const { sourceIp, 'x-forwarded-for': hops, 'x-scf-remote-addr': remote } = addresses;
  const found = `X-Forwarded-For arrives as ${hops.join(', ') || 'nothing'}, sourceIp as ${sourceIp.join() || 'nothing'}`;
  const [client] = sourceIp;
  const isClient = (kind: string | undefined) => kind !== undefined && kind !== 'documentation' && kind !== 'gateway';
  const appended = hops.slice(hops.lastIndexOf('documentation') + 1);
  const gateways = appended.slice(1);
  const areGateways = gateways.every((kind) => kind === 'gateway');
  return [
    verdict('event-source-ip', { holds: isClient(client), found }),
    verdict('function-url-forged-header', {
      holds: remote.includes('documentation') && hops[0] === 'documentation',
      found: `a forged X-Scf-Remote-Addr arrives as ${remote.join() || 'nothing'}; ${found}`,
    }),
    verdict('function-url-forwarded-for', {
      holds: isClient(appended[0]) && areGateways && gateways.length <= mostGateways,
      found,
    }),
    gateways.length === 0
      ? notReached('function-url-gateway-networks', `no gateway appended itself: ${found}`)
      : areGateways
        ? confirmed('function-url-gateway-networks', found)
        : { name: 'function-url-gateway-networks', state: 'refuted', found },
  ];
}
