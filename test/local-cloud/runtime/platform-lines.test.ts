import { describe, expect, it } from 'vitest';
import type { NewLogLine } from '../../../local-cloud/account/cls-lines';
import { startTrialFunction } from './trial-function';

describe('The platform’s lines in the log of an invocation', () => {
  /** Starts a function with a log in which the lines of the function and of the platform are in their order. */
  function startLogged(code: string, options = {}) {
    const log: NewLogLine[] = [];
    const write = (line: NewLogLine) => void log.push(line);
    const { invoke } = startTrialFunction(code, { ...options, log: (text) => write({ text }), logPlatform: write });
    return { invoke, log };
  }

  it('surround the function’s own, and hold the whole return value', async () => {
    const reply = { statusCode: 200, headers: {}, body: '{"token":"secret"}' };
    const { invoke, log } = startLogged(
      `async () => { console.log('{"event":"a"}'); return ${JSON.stringify(reply)}; }`,
    );
    const { requestId } = await invoke({});
    const fields = { SCF_Type: 'Platform', SCF_RequestId: requestId, SCF_StatusCode: 200 };
    const report = new RegExp(`^Report RequestId:${requestId} Duration:\\d+ms Memory:128MB MemUsage:[\\d.]+MB$`);
    expect(log).toEqual([
      { text: `START RequestId:${requestId}`, fields: { ...fields, SCF_StatusCode: 202 } },
      { text: '{"event":"a"}' },
      { text: `Response RequestId:${requestId} RetMsg:${JSON.stringify(reply)}`, fields },
      { text: `END RequestId:${requestId}`, fields },
      {
        text: expect.stringMatching(report),
        fields: { ...fields, SCF_Duration: expect.any(Number), SCF_MemUsage: expect.any(Number) },
      },
    ]);
  });

  it.each([
    ['throws', `() => { throw new Error('no luck'); }`, 430, 'no luck'],
    ['does not load', `(() => { throw new Error('not today'); })()`, 430, 'not today'],
    ['takes too long', '() => new Promise(() => {})', 433, 'Invoking task timed out after 1 seconds'],
  ])('tell why a function failed that %s', async (_, code, status, message) => {
    const { invoke, log } = startLogged(code, { timeoutSeconds: 1 });
    const { requestId } = await invoke({});
    const platform = log.filter(({ fields }) => fields !== undefined);
    expect(platform.map(({ fields }) => fields?.SCF_StatusCode)).toEqual([202, status, status, status]);
    expect(platform[1]?.text).toMatch(
      new RegExp(`^ERROR RequestId:${requestId} Result:\\{.*${message}.*"statusCode":${status}\\}$`),
    );
  });
});
