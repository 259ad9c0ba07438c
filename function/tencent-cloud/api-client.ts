import type { Agent } from 'node:http';
import type { ClientConfig, Credential } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import type { ApiEndpoint } from '../configuration/api-endpoint';
import type { ProcessEnvironment } from '../configuration/process-environment';

/** Time-out of a call, in seconds. */
const callTimeout = 5;

/**
 * Milliseconds after which an idle connection is not reused. A frozen instance does not notice that the other side closed
 * the connection, and retrying on a new one could send a message twice. The shortest default of common servers is 5 s.
 *
 * platform: frozen-when-idle
 * platform: idle-api-connections
 */
const idleLimit = 4000;

export interface ApiClientOptions<Client> {
  /** Creates the SDK's client. It is called once, at the first call of the API. */
  readonly create: (config: ClientConfig) => Promise<Client>;
  readonly endpoint: ApiEndpoint;
  readonly region?: string;
  /**
   * Contains the execution role's temporary credentials. They change while the process runs, so every call reads them again.
   * platform: role-credentials-in-environment, role-credentials-change, sdk-credential-per-call
   */
  readonly environment: ProcessEnvironment;
  readonly now: () => number;
}

/**
 * Creates an SDK client on first use and reuses its connection.
 *
 * @returns a function that returns the client for one call, and throws if the process environment has no credentials
 */
export function createApiClient<Client>(options: ApiClientOptions<Client>): () => Promise<Client> {
  const { create, endpoint, region, environment, now } = options;
  let agent: Promise<Agent> | undefined;
  let lastUsed = 0;
  let client: Promise<Client> | undefined;

  return async () => {
    readCredential(environment);
    // Loaded at the first call, like the SDK: they are a tenth of the start of an instance.
    agent ??= createAgent(endpoint);
    const connections = await agent;
    if (now() - lastUsed > idleLimit) connections.destroy();
    lastUsed = now();
    client ??= create({
      credential: { getCredential: async () => readCredential(environment) },
      ...(region !== undefined && { region }),
      profile: {
        httpProfile: {
          protocol: endpoint.connectTo ? 'http://' : 'https://',
          ...(endpoint.host !== undefined && { endpoint: endpoint.host }),
          reqTimeout: callTimeout,
          agent: connections,
        },
      },
    });
    return client;
  };
}

async function createAgent({ connectTo }: ApiEndpoint): Promise<Agent> {
  if (connectTo === undefined) return new (await import('node:https')).Agent({ keepAlive: true });
  const agent = new (await import('node:http')).Agent({ keepAlive: true });
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => createConnection({ ...options, ...connectTo }, callback);
  return agent;
}

function readCredential(environment: ProcessEnvironment): Credential {
  const { TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN } = environment;
  if (!TENCENTCLOUD_SECRETID || !TENCENTCLOUD_SECRETKEY) {
    throw new Error(
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY are not set: give the function an execution role, or set them',
    );
  }
  return {
    secretId: TENCENTCLOUD_SECRETID,
    secretKey: TENCENTCLOUD_SECRETKEY,
    ...(TENCENTCLOUD_SESSIONTOKEN && { token: TENCENTCLOUD_SESSIONTOKEN }),
  };
}
