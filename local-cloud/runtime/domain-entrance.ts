import { type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import type { GatewayDomainRecord, GatewayDomainService } from '../account/gateway-domains';
import type { ScfDomainService } from '../account/scf-domains';

export interface DomainEntranceOptions {
  readonly scfDomains: ScfDomainService;
  readonly gatewayDomains: GatewayDomainService;
  /** The port of the endpoint of a function or a service; `undefined` if it has none. */
  readonly portOf: (id: string) => number | undefined;
}

/** Where a request to a domain goes. */
interface Destination {
  /** Of a function or a service. */
  readonly id: string;
  /** Path and query. */
  readonly url: string;
}

/** Passes requests to domains on to the endpoints of functions and API Gateway services. */
export interface DomainEntrance {
  /** Whether a `Host` header names a domain that is bound. */
  readonly serves: (host: string) => boolean;
  readonly pass: (request: IncomingMessage, response: ServerResponse) => void;
}

export function createDomainEntrance({ scfDomains, gatewayDomains, portOf }: DomainEntranceOptions): DomainEntrance {
  function destinationOf({ headers: { host = '' }, url = '/' }: IncomingMessage): Destination | undefined {
    const domain = nameOf(host);
    const [path = '/'] = url.split('?');
    const target = scfDomains.serving(domain, path);
    if (target !== undefined) return { id: target.functionId, url };
    const bound = gatewayDomains.find(domain);
    return bound && { id: bound.serviceId, url: mappedPath(bound, url) };
  }

  return {
    serves: (host) => {
      const domain = nameOf(host);
      const isBound = scfDomains.domains().some((one) => one.domain === domain);
      return isBound || gatewayDomains.find(domain) !== undefined;
    },

    pass(request, response) {
      const destination = destinationOf(request);
      const port = destination && portOf(destination.id);
      if (destination === undefined || port === undefined) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end('No path of this domain leads there.\n');
        return;
      }
      const { method, headers } = request;
      const passed = sendRequest({ host: '127.0.0.1', port, method, path: destination.url, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      });
      passed.on('error', (error) => response.destroy(error));
      request.pipe(passed);
    },
  };
}

const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** Puts the stage before a path, as a mapping says: without one, the path begins with the stage. platform: api-gateway-domain-path */
function mappedPath({ isDefaultMapping, mappings }: GatewayDomainRecord, url: string): string {
  if (isDefaultMapping) return url;
  const matching = mappings
    .filter(({ path }) => url.startsWith(path))
    .sort((one, other) => other.path.length - one.path.length);
  const [best] = matching;
  if (best === undefined) return url;
  return `/${best.environment}/${url.slice(best.path.length).replace(/^\//, '')}`;
}
