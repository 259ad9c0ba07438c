import { Agent as HttpAgent } from 'node:http';
import type { ClientConfig, HttpProfile } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { type ApiEndpoint, readApiEndpoint } from '../../function/configuration/api-endpoint';
import { readRequiredEnv } from './read-env';

/** Time-out of an API call, in seconds. */
const callTimeoutSeconds = 20;

/**
 * Configuration for clients of the SDK. It uses the same credentials as Terraform.
 *
 * @throws {Error} if the credentials are not set
 */
export function accountClientConfig(env: NodeJS.ProcessEnv, region: string): ClientConfig {
  const description = 'API credentials of the account, as for a deployment';
  const credentials = readRequiredEnv(env, {
    TENCENTCLOUD_SECRET_ID: description,
    TENCENTCLOUD_SECRET_KEY: description,
  });
  const token = env.TENCENTCLOUD_SECURITY_TOKEN;
  return {
    credential: {
      secretId: credentials.TENCENTCLOUD_SECRET_ID,
      secretKey: credentials.TENCENTCLOUD_SECRET_KEY,
      ...(token && { token }),
    },
    region,
    profile: { httpProfile: accountHttpProfile(env) },
  };
}

/** How to call the account in which Terraform works. @throws {Error} if that is not known: an assumed role may be in another account */
export function searchConfig(env: NodeJS.ProcessEnv, region: string): ClientConfig {
  if (env.TENCENTCLOUD_ASSUME_ROLE_ARN) {
    throw new Error('Terraform assumes a role (TENCENTCLOUD_ASSUME_ROLE_ARN), as which this command cannot search.');
  }
  return accountClientConfig(env, region);
}

/**
 * HTTP settings for clients of the SDK. They connect to the cloud, or to a local cloud if `API_ENDPOINT` is its address, such as
 * `http://127.0.0.1:9000`.
 *
 * @throws {Error} if `API_ENDPOINT` is not such an address
 */
export function accountHttpProfile(env: NodeJS.ProcessEnv): HttpProfile {
  const connectTo = readLocalCloud(env);
  if (connectTo === undefined) return { reqTimeout: callTimeoutSeconds };
  const agent = new HttpAgent();
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => createConnection({ ...options, ...connectTo }, callback);
  return { protocol: 'http://', reqTimeout: callTimeoutSeconds, agent };
}

/**
 * Reads the address of the local cloud that `API_ENDPOINT` names.
 *
 * @returns `undefined` if it is not set
 * @throws {Error} if it is not an address
 */
export function readLocalCloud({ API_ENDPOINT: text }: NodeJS.ProcessEnv): ApiEndpoint['connectTo'] {
  if (!text) return undefined;
  const { connectTo } = readApiEndpoint(text) ?? {};
  if (connectTo !== undefined) return connectTo;
  throw new Error(`API_ENDPOINT: found "${text}"; allowed: an address such as http://127.0.0.1:9000, or unset.`);
}
