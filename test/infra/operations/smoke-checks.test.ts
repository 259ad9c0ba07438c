import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSmokeChecks, type SmokeResult } from '../../../infra/operations/smoke-checks';

describe('Smoke checks', () => {
  it('wait for a new address, and report a missing or unexpected reply', async () => {
    const other = createServer((_, response) => void response.end('<h1>hello</h1>'));
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const check = async (waitSeconds: number) => {
      const results: SmokeResult[] = [];
      for await (const one of runSmokeChecks({ url: `http://127.0.0.1:${port}/`, waitSeconds })) results.push(one);
      return results;
    };
    const unexpected = await check(0);
    expect(unexpected.map(({ found }) => found)).toEqual(Array(3).fill('200 with "<h1>hello</h1>"'));

    other.close();
    other.closeAllConnections();
    const withoutReply = await check(0);
    expect(withoutReply[0]).toMatchObject({ found: expect.stringMatching(/^no reply \(.+\)$/), passed: false });

    setTimeout(() => other.listen(port, '127.0.0.1'), 700);
    const [late] = await check(20);
    expect(late?.found).toContain('hello');
  });
});
