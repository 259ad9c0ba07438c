import { Agent } from 'node:http';
import { createConnection } from 'node:net';
import type { ClientConfig, Credential } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';

/**
 * Configures a client of the public SDK so that its calls are addressed to and signed for the cloud's own hosts, but connect
 * to this machine.
 *
 * @param url such as `http://127.0.0.1:9000`
 */
export function sdkConfig(url: string, credential: Credential): ClientConfig {
  const agent = new Agent();
  agent.createConnection = () => createConnection(Number(new URL(url).port), '127.0.0.1');
  return { credential, region: 'ap-guangzhou', profile: { httpProfile: { protocol: 'http://', agent } } };
}
