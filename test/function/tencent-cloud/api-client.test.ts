import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiClientOptions, createApiClient } from '../../../function/tencent-cloud/api-client';

describe('The client of an API', () => {
  let environment: Record<string, string | undefined>;
  let now: number;
  let created: ClientConfig[];
  beforeEach(() => {
    environment = { TENCENTCLOUD_SECRETID: 'id', TENCENTCLOUD_SECRETKEY: 'key' };
    now = 1_000_000;
    created = [];
  });

  function clientWith(more: Partial<ApiClientOptions<ClientConfig>> = {}): () => Promise<ClientConfig> {
    return createApiClient<ClientConfig>({
      create: async (config) => {
        created.push(config);
        return config;
      },
      endpoint: {},
      environment,
      now: () => now,
      ...more,
    });
  }
  const profileOf = ({ profile }: ClientConfig) => profile?.httpProfile ?? {};
  const credentialOf = ({ credential }: ClientConfig) =>
    (credential as unknown as { getCredential(): Promise<object> }).getCredential();

  it('is created once, for HTTPS with kept connections and the default host', async () => {
    const client = clientWith();
    const config = await client();
    expect(await client()).toBe(config);
    expect(created).toHaveLength(1);
    expect(profileOf(config)).toMatchObject({ protocol: 'https://', reqTimeout: 5 });
    expect(Object.keys(profileOf(config))).not.toContain('endpoint');
    expect(Object.keys(config)).not.toContain('region');
    const { agent } = profileOf(config);
    expect(agent).toBeInstanceOf(HttpsAgent);
    expect((agent as unknown as { keepAlive: boolean }).keepAlive).toBe(true);
  });

  it('has the region and the host that are set', async () => {
    const config = await clientWith({ region: 'ap-nanjing', endpoint: { host: 'sms.internal.tencentcloudapi.com' } })();
    expect(config.region).toBe('ap-nanjing');
    expect(profileOf(config)).toMatchObject({ protocol: 'https://', endpoint: 'sms.internal.tencentcloudapi.com' });
  });

  it('connects to another address over HTTP', async () => {
    const config = await clientWith({ endpoint: { connectTo: { host: '127.0.0.1', port: 9 } } })();
    const { agent, protocol } = profileOf(config);
    expect(protocol).toBe('http://');
    expect(agent).toBeInstanceOf(HttpAgent);
    expect(agent).not.toBeInstanceOf(HttpsAgent);
    expect((agent as unknown as { keepAlive: boolean }).keepAlive).toBe(true);
  });

  it('drops connections that were idle for more than four seconds', async () => {
    const client = clientWith();
    const agent = profileOf(await client()).agent as unknown as HttpsAgent;
    const drop = vi.spyOn(agent, 'destroy');
    now += 4000;
    await client();
    expect(drop).not.toHaveBeenCalled();
    now += 4001;
    await client();
    expect(drop).toHaveBeenCalledTimes(1);
  });

  it('reads the credentials at each call, with a token if there is one', async () => {
    const client = clientWith();
    const config = await client();
    expect(await credentialOf(config)).toEqual({ secretId: 'id', secretKey: 'key' });
    environment.TENCENTCLOUD_SESSIONTOKEN = 'token';
    expect(await credentialOf(config)).toEqual({ secretId: 'id', secretKey: 'key', token: 'token' });
  });

  it.each(['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY'])('needs %s at each call', async (name) => {
    const client = clientWith();
    await client();
    environment[name] = '';
    await expect(client()).rejects.toThrow(
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY are not set: give the function an execution role, or set them',
    );
  });
});
