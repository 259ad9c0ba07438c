import { describe, expect, it } from 'vitest';
import type { PlatformLine, RunningInvocation } from '../../../local-cloud/runtime/platform-lines';
import { startTrialFunction } from './trial-function';

type LoggedLine = Pick<PlatformLine, 'text'> & Partial<PlatformLine> & { readonly invocation: RunningInvocation };

describe('The platform’s lines in the log of an invocation', () => {
  /** Starts a function with a log in which the lines of the function and of the platform are in their order. */
  function startLogged(code: string, options = {}) {
    const log: LoggedLine[] = [];
    const { invoke } = startTrialFunction(code, {
      ...options,
      log: (text, invocation) => void log.push({ text, invocation }),
      logPlatform: (line, invocation) => void log.push({ ...line, invocation }),
    });
    return { invoke, log };
  }

  it('surround the function’s own, and hold the whole return value', async () => {
    const reply = { statusCode: 200, headers: {}, body: '{"token":"secret"}' };
    const { invoke, log } = startLogged(
      `async () => { console.log('{"event":"a"}'); return ${JSON.stringify(reply)}; }`,
    );
    const { requestId } = await invoke({});
    const invocation = { requestId, startedAt: expect.any(Number) };
    const ended = { invocation, status: 200, durationMs: 0, memoryMb: 0 };
    const report = new RegExp(`^Report RequestId:${requestId} Duration:\\d+ms Memory:128MB MemUsage:[\\d.]+MB$`);
    expect(log).toEqual([
      { ...ended, text: `START RequestId:${requestId}`, status: 202 },
      { text: '{"event":"a"}', invocation },
      { ...ended, text: `Response RequestId:${requestId} RetMsg:${JSON.stringify(reply)}` },
      { ...ended, text: `END RequestId:${requestId}` },
      { ...ended, text: expect.stringMatching(report), durationMs: expect.any(Number), memoryMb: expect.any(Number) },
    ]);
  });

  it('belong to their own invocation in an instance that handles several, as do the function’s', async () => {
    const { invoke, log } = startLogged('async ({ name }) => console.log(name)');
    const [first, second] = [await invoke({ name: 'first' }), await invoke({ name: 'second' })];
    const byRequest = (id: string) => log.filter(({ invocation }) => invocation.requestId === id);
    expect(byRequest(first.requestId).map(({ text }) => text)[1]).toBe('first');
    expect(byRequest(second.requestId).map(({ text }) => text)[1]).toBe('second');
  });

  it.each([
    ['throws', `() => { throw new Error('no luck'); }`, 430, 'no luck'],
    ['does not load', `(() => { throw new Error('not today'); })()`, 430, 'not today'],
    ['takes too long', '() => new Promise(() => {})', 433, 'Invoking task timed out after 1 seconds'],
  ])('tell why a function failed that %s', async (_, code, status, message) => {
    const { invoke, log } = startLogged(code, { timeoutSeconds: 1 });
    const { requestId } = await invoke({});
    const platform = log.filter((line) => line.status !== undefined);
    expect(platform.map((line) => line.status)).toEqual([202, status, status, status]);
    expect(platform[1]?.text).toMatch(
      new RegExp(`^ERROR RequestId:${requestId} Result:\\{.*${message}.*"statusCode":${status}\\}$`),
    );
  });
});
