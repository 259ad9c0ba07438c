import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkFunction, type SmokeResult } from '../../../infra/operations/smoke-checks';

describe('Asking a deployed function', () => {
  it('waits for a new address, and tells where nothing answers or something else does', async () => {
    const other = createServer((_, response) => void response.end('<h1>hello</h1>'));
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const check = async (wait: number) => {
      const results: SmokeResult[] = [];
      for await (const one of checkFunction({ url: `http://127.0.0.1:${port}/`, wait })) results.push(one);
      return results;
    };
    const elsewhere = await check(0);
    expect(elsewhere.map(({ found }) => found)).toEqual(Array(3).fill('200 with "<h1>hello</h1>"'));

    other.close();
    other.closeAllConnections();
    const nothing = await check(0);
    expect(nothing[0]).toMatchObject({ found: expect.stringMatching(/^no answer \(.+\)$/), isRight: false });

    setTimeout(() => other.listen(port, '127.0.0.1'), 700);
    const [late] = await check(20);
    expect(late?.found).toContain('hello');
  });
});
