/** An HTTP request of a client. */
export interface ClientRequest {
  readonly method?: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The client's IP address, as the platform sees it. */
  readonly clientAddress?: string;
}

/** Converts a request to the event of a trigger. */
export type MakeEvent = (request: ClientRequest) => Readonly<Record<string, unknown>>;

/** API Gateway: header names in lower case, the client's address in `requestContext.sourceIp`. */
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

/** An API-Gateway-compatible Function URL: the client's address in a header, no `requestContext`. */
export const functionUrlEvent: MakeEvent = ({ method = 'GET', query, headers = {}, body = '', clientAddress }) => ({
  headers: {
    Host: '1300000000-abcdefghij.ap-guangzhou.tencentscf.com',
    'X-Scf-Request-Id': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    'X-Scf-Remote-Addr': clientAddress ?? '203.0.113.7',
    ...headers,
  },
  body,
  path: '/',
  ...(query && { queryString: query }),
  httpMethod: method,
});
