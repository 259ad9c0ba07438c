import { beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../local-cloud/local-cloud';
import { sendRequest } from '../runtime/raw-request';

describe('The server of the API', () => {
  let cloud: LocalCloud;
  let port: number;

  beforeEach(async () => {
    cloud = await startLocalCloud();
    port = Number(new URL(cloud.url).port);
    return cloud.stop;
  });

  const post = (host: string, path = '/', headers = {}) =>
    sendRequest({ port }, { method: 'POST', path, headers: { host, ...headers }, body: '{}' });
  // A call without a signature gets this far.
  const unsigned = { status: 200, body: expect.stringContaining('"Code":"AuthFailure.InvalidAuthorization"') };

  it.each([
    'sms.tencentcloudapi.com',
    'sms.tencentcloudapi.com:80',
    'sms.ap-guangzhou.tencentcloudapi.com',
    'sms.internal.tencentcloudapi.com',
  ])('answers calls to %s, also as a proxy', async (host) => {
    expect(await post(host)).toMatchObject(unsigned);
    expect(await post(host, `http://${host}/`)).toMatchObject(unsigned);
  });

  it.each([
    'evil.example',
    'tencentcloudapi.com',
    'sms.tencentcloudapi.com.evil.example',
    'sms.eviltencentcloudapi.com',
    'sms.tencentcloudapi.com@evil.example',
    '.tencentcloudapi.com',
  ])('refuses the host "%s", and says which are allowed', async (host) => {
    for (const path of ['/', `http://${host}/`]) {
      const { status, body } = await post(host, path);
      expect(status).toBe(403);
      expect(body).toContain(`found "${host}"`);
      expect(body).toContain('sms.tencentcloudapi.com');
      expect(body).toContain('127.0.0.1');
    }
  });

  it('refuses calls of pages of other machines, whose browser uses it as a proxy', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await post('sms.tencentcloudapi.com', '/', headers)).status).toBe(403);
    }
  });

  it('says how to call the API when a call goes to its own address', async () => {
    const { status, body } = await post(`127.0.0.1:${port}`);
    expect(status).toBe(405);
    expect(body).toContain('as the HTTP proxy');
  });
});
