/** An HTTP request of a client. */
export interface ClientRequest {
  readonly method?: string;
  readonly query?: Readonly<Record<string, unknown>>;
  /** The headers that the client sends. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The IP address from which the client connects. */
  readonly clientAddress?: string;
}

/** Converts a request to the event of a trigger. */
export type MakeEvent = (request: ClientRequest) => Readonly<Record<string, unknown>>;

/** API Gateway: the client's address in `requestContext.sourceIp`. */
export const apiGatewayEvent: MakeEvent = ({ method = 'GET', query = {}, headers = {}, body = '', clientAddress }) => ({
  requestContext: {
    serviceId: 'service-f94sy04v',
    path: '/sms',
    httpMethod: 'ANY',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    identity: {},
    sourceIp: clientAddress ?? '203.0.113.7',
    stage: 'release',
  },
  headers: {
    host: 'service-f94sy04v-1300000000.gz.apigw.tencentcs.com',
    'x-api-requestid': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    ...headers,
  },
  body,
  pathParameters: {},
  queryStringParameters: {},
  headerParameters: {},
  stageVariables: { stage: 'release' },
  path: '/sms',
  queryString: query,
  httpMethod: method,
  isBase64Encoded: false,
});

/**
 * An API-Gateway-compatible Function URL, as documented: header names in lower case, no `requestContext`. The client's address
 * is in `X-Forwarded-For`, followed by the platform's gateways. A client can forge `x-scf-remote-addr`.
 */
export const functionUrlEvent: MakeEvent = ({ method = 'GET', query, headers = {}, body = '', clientAddress }) => {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const hops = [sent['x-forwarded-for'], clientAddress ?? '203.0.113.7', '11.163.0.1', '10.132.0.1'];
  return {
    headers: {
      host: '1300000000-abcdefghij.ap-guangzhou.tencentscf.com',
      'x-scf-request-id': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      'x-scf-remote-addr': clientAddress ?? '203.0.113.7',
      ...sent,
      'x-real-ip': '11.163.0.1',
      'x-forwarded-for': hops.filter((hop) => hop !== undefined).join(', '),
    },
    body,
    path: '/',
    ...(query && { queryString: query }),
    httpMethod: method,
  };
};

/** A Function URL as it was found in use: as documented, with the client's address in `requestContext.sourceIp` too. */
export const functionUrlEventWithSource: MakeEvent = (request) => ({
  ...functionUrlEvent(request),
  requestContext: { sourceIp: request.clientAddress ?? '203.0.113.7' },
});
