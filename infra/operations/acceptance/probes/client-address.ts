import type { EventShape, SeenEvent } from '../deployed-function';
import { isLoopback } from '../http-client';
import { notReached, type Probe, refuted, type Verdict, verdict } from '../probe';

/** An address for documents and tests, which no client has. */
const forged = '192.0.2.1';
/** Gateways of the platform on the way of a request, at most. */
const mostGateways = 2;

const notForged = 'forged-address-not-counted';
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
  decides: [notForged, ...functionUrlClaims],
  async run({ deployed, http, settings: { trigger } }) {
    const plain = await deployed.observe({});
    const headers = { 'x-scf-remote-addr': forged, 'x-forwarded-for': forged, 'x-real-ip': forged };
    const attacked = await deployed.observe({ headers });
    const again = await deployed.observe({});
    if (isLoopback(http.address) && plain.address === undefined) {
      const why = 'the request comes from this machine, whose address is not public, so that the function counts none';
      return { verdicts: [notForged, ...functionUrlClaims].map((name) => notReached(name, why)) };
    }
    const verdicts =
      trigger === 'function-url'
        ? functionUrlVerdicts(addressesOf(attacked))
        : functionUrlClaims.map((name) => notReached(name, 'the environment is behind API Gateway'));
    return {
      answers: { 'address.plain': addressesOf(plain), 'address.forged': addressesOf(attacked) },
      verdicts: [countedVerdict(plain.address, attacked.address, again.address), ...verdicts],
    };
  },
};

/** Judges the tags of the addresses that were counted for a request, for one with forged headers, and for one without again. */
function countedVerdict(plain: string | undefined, attacked: string | undefined, again: string | undefined): Verdict {
  if (plain === undefined) return refuted(notForged, 'the function counts no address: no limit for addresses applies');
  if (plain !== again) return notReached(notForged, 'the address of this machine changes from request to request');
  return verdict(notForged, {
    holds: plain === attacked,
    found: `forged headers ${plain === attacked ? 'do not change' : 'change'} the address that the function counts`,
  });
}

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

/**
 * Judges the addresses of a request with forged headers. The function counts the address in `sourceIp`, or one of
 * `X-Forwarded-For`: that it is the client's is only plausible if both say the same, since each alone could be a gateway's.
 */
function functionUrlVerdicts({ sourceIp, ...headers }: Addresses): Verdict[] {
  const { 'x-forwarded-for': hops, 'x-scf-remote-addr': remote } = headers;
  const list = (kinds: readonly string[]) => kinds.join(', ') || 'nothing';
  const found = `X-Forwarded-For arrives as ${list(hops)}; sourceIp as ${list(sourceIp)}`;
  const appended = hops.slice(hops.lastIndexOf('documentation') + 1);
  const [client, ...gateways] = appended;
  const areGateways = gateways.every((kind) => kind === 'gateway');
  return [
    verdict('event-source-ip', { holds: sourceIp.join() === 'client' && client === 'client', found }),
    verdict('function-url-forged-header', {
      holds: remote.includes('documentation') && hops[0] === 'documentation',
      found: `a forged X-Scf-Remote-Addr arrives as ${list(remote)}; ${found}`,
    }),
    verdict('function-url-forwarded-for', {
      holds: client === 'client' && areGateways && gateways.length <= mostGateways,
      found,
    }),
    gateways.length === 0
      ? notReached('function-url-gateway-networks', `no gateway appended itself: ${found}`)
      : verdict('function-url-gateway-networks', { holds: areGateways, found }),
  ];
}
