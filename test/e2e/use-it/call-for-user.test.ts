import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startExampleService } from './example-service';
import { exampleOf } from './examples';
import { phone } from './tokens';

type CallForUser = (
  fields: object,
  userAddress: string,
  language?: string,
) => Promise<{ readonly status: number; readonly codeStr?: string; readonly msg?: string }>;

/** Imports the example, for a service at an address. */
async function importExample(url: string): Promise<CallForUser> {
  const folder = await mkdtemp(join(tmpdir(), 'call-for-user-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'call-for-user.mjs');
  await writeFile(file, exampleOf('call-for-user.mjs'));
  vi.stubEnv('SMS_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { callForUser } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    readonly callForUser: CallForUser;
  };
  return callForUser;
}

describe('A back end of docs/use-it.md that calls for its users', () => {
  it('has the addresses of its users counted, if its own is a trusted proxy', async () => {
    const send = async (trustedProxies: string) => {
      const service = await startExampleService({ SEND_ADDRESS_LIMIT: '1', TRUSTED_PROXIES: trustedProxies });
      onTestFinished(service.stop);
      const callForUser = await importExample(service.url);
      const codes: unknown[] = [];
      for (const [number, address] of ['203.0.113.1', '203.0.113.2', '203.0.113.2'].entries()) {
        codes.push((await callForUser({ method: 'getSms', phone: `${Number(phone) + number}` }, address)).codeStr);
      }
      return codes;
    };
    const limited = 'LimitExceeded.ClientAddressLimit';
    expect(await send('127.0.0.0/8')).toEqual(['Ok', 'Ok', limited]);
    // 127.0.0.1 is no public address, so without a trusted proxy nothing is counted for it.
    expect(await send('192.0.2.1')).not.toContain(limited);
  });

  it('gets replies in the language of its users, with their status', async () => {
    const service = await startExampleService();
    onTestFinished(service.stop);
    const callForUser = await importExample(service.url);
    const reply = await callForUser({ method: 'login', phone, code: '000000' }, '203.0.113.1', 'zh-CN,zh;q=0.9');
    expect(reply).toEqual({ status: 200, codeStr: 'CodeHasExpired', msg: '验证码已过期，请重新获取。' });
  });

  it('gets the status of a reply that is not JSON', async () => {
    const platform = createServer((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void platform.close());
    const callForUser = await importExample(`http://127.0.0.1:${(platform.address() as AddressInfo).port}`);
    expect(await callForUser({ method: 'getSms', phone }, '203.0.113.1')).toEqual({ status: 502 });
  });

  it('gives the service 16 seconds', async () => {
    const service = await startExampleService();
    onTestFinished(service.stop);
    const callForUser = await importExample(service.url);
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new Error('too late')));
    onTestFinished(() => timeout.mockRestore());
    await expect(callForUser({ method: 'getSms', phone }, '203.0.113.1')).rejects.toThrow('too late');
    expect(timeout).toHaveBeenCalledWith(16_000);
  });
});
