import { Agent as HttpAgent } from 'node:http';
import type { ClientConfig, HttpProfile } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { readApiEndpoint } from '../../function/configuration/api-endpoint';
import { readNeeded } from './read-env';

/** Seconds until a call is given up. */
const callTimeout = 20;

/**
 * How a client of the SDK reaches the account: with the keys that Terraform takes too.
 *
 * @throws {Error} where there are no keys
 */
export function accountConfig(env: NodeJS.ProcessEnv, region: string): ClientConfig {
  const keys = 'keys of the account, as for a deployment';
  const needed = readNeeded(env, { TENCENTCLOUD_SECRET_ID: keys, TENCENTCLOUD_SECRET_KEY: keys });
  const token = env.TENCENTCLOUD_SECURITY_TOKEN;
  return {
    credential: {
      secretId: needed.TENCENTCLOUD_SECRET_ID,
      secretKey: needed.TENCENTCLOUD_SECRET_KEY,
      ...(token && { token }),
    },
    region,
    profile: { httpProfile: accountHttp(env) },
  };
}

/** Where calls go: to the cloud, or by `API_ENDPOINT` to a local one such as `http://127.0.0.1:9000`. */
export function accountHttp({ API_ENDPOINT: text }: NodeJS.ProcessEnv): HttpProfile {
  if (!text) return { reqTimeout: callTimeout };
  const connectTo = readApiEndpoint(text)?.connectTo;
  if (connectTo === undefined) {
    throw new Error(`API_ENDPOINT: found "${text}"; allowed: an address such as http://127.0.0.1:9000, or nothing.`);
  }
  const agent = new HttpAgent();
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => createConnection({ ...options, ...connectTo }, callback);
  return { protocol: 'http://', reqTimeout: callTimeout, agent };
}
