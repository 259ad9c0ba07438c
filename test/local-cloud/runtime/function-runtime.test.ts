import { access } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { processState } from './process-state';
import { startTrialFunction } from './trial-function';

describe('A function', () => {
  it('has its configured variables and no others', async () => {
    const variables = { CODE_STORE: 'memory', EMPTY: '' };
    const { reply } = startTrialFunction('async () => process.env', { variables });
    expect(await reply()).toEqual(variables);
  });

  it('has the credentials of its role, renewed for each invocation', async () => {
    let turn = 0;
    const credentials = [
      { secretId: 'id 1', secretKey: 'key 1', token: 'token 1' },
      { secretId: 'id 2', secretKey: 'key 2', token: 'token 2' },
    ];
    const { reply } = startTrialFunction('async () => ({ ...process.env, pid: process.pid })', {
      variables: { A: 'a' },
      credentials: () => credentials[turn++],
    });
    const names = ({ secretId, secretKey, token }: (typeof credentials)[0]) => ({
      TENCENTCLOUD_SECRETID: secretId,
      TENCENTCLOUD_SECRETKEY: secretKey,
      TENCENTCLOUD_SESSIONTOKEN: token,
    });
    const pid = expect.any(Number);
    const [first, second] = credentials;
    expect(await reply()).toEqual({ A: 'a', pid, ...(first && names(first)) });
    expect(await reply()).toEqual({ A: 'a', pid, ...(second && names(second)) });
    expect(await reply()).toEqual({ A: 'a', pid });
  });

  it('receives a context that describes the invocation', async () => {
    const { invoke } = startTrialFunction('async (event, context) => [event, context]', { variables: { A: 'a' } });
    const result = await invoke({ httpMethod: 'GET' });
    expect(result).toEqual({
      kind: 'reply',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      durationMs: expect.any(Number),
      memoryMb: expect.any(Number),
      reply: [
        { httpMethod: 'GET' },
        {
          callbackWaitsForEmptyEventLoop: true,
          request_id: result.requestId,
          function_name: 'trial',
          function_version: '$LATEST',
          namespace: 'default',
          memory_limit_in_mb: 128,
          time_limit_in_ms: 5000,
          environment: '{"A":"a"}',
          tencentcloud_region: 'ap-guangzhou',
        },
      ],
    });
  });

  it('can reply with a callback', async () => {
    const { reply } = startTrialFunction('(event, context, callback) => void setImmediate(callback, null, { a: 1 })');
    expect(await reply()).toEqual({ a: 1 });
  });

  it('can be in a folder of its zip, and its files are read-only', async () => {
    const handler = `const { statSync } = require('node:fs');
      const mode = (path) => (statSync(path).mode & 0o777).toString(8);
      exports.start = async () => [require('./other').name, process.cwd() === require('node:path').dirname(__dirname),
        mode('.'), mode('src'), mode('src/other.js')];`;
    const zip = zipSync({ 'src/app.js': strToU8(handler), 'src/other.js': strToU8(`exports.name = 'other';`) });
    const { reply } = startTrialFunction(zip, { handler: 'src/app.start' });
    expect(await reply()).toEqual(['other', true, '555', '555', '444']);
  });

  it('writes its log line by line before its reply', async () => {
    const code = `async () => { console.log('one\\ntwo'); console.error('three'); process.stdout.write('four, 四'); }`;
    const { reply, lines } = startTrialFunction(code);
    expect(await reply()).toBeNull();
    expect([...lines].sort()).toEqual(['four, 四', 'one', 'three', 'two']);
  });

  it('handles one invocation at a time per instance, and reuses instances', async () => {
    const code = `(() => {
      let busy = 0;
      return async ({ ms }) => {
        const others = busy++;
        await new Promise((resolve) => setTimeout(resolve, ms));
        busy--;
        return { others, pid: process.pid };
      };
    })()`;
    const { reply, processIds } = startTrialFunction(code);
    const replies = await Promise.all([1, 2, 3].map(() => reply({ ms: 300 })));
    expect(replies).toEqual(replies.map(() => ({ others: 0, pid: expect.any(Number) })));
    const pids = processIds();
    expect(new Set(pids).size).toBe(3);
    for (let turn = 0; turn < 5; turn++) await reply({ ms: 0 });
    expect(processIds()).toEqual(pids);
  });

  it('is frozen between invocations', async () => {
    const code = `(() => {
      let ticks = 0;
      setInterval(() => ticks++, 5);
      return async () => { const before = ticks; await new Promise((resolve) => setTimeout(resolve, 50)); return { before, ticks }; };
    })()`;
    const { reply, processIds } = startTrialFunction(code);
    const first = await reply();
    const [pid = 0] = processIds();
    await expect.poll(() => processState(pid)).toBe('T');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const second = await reply();
    const ticks = (value: unknown) => value as { readonly before: number; readonly ticks: number };
    expect(ticks(first).ticks).toBeGreaterThan(ticks(first).before);
    expect(ticks(second).before - ticks(first).ticks).toBeLessThan(10);
  });

  it('keeps running between invocations if freezing is off', async () => {
    const { reply, processIds } = startTrialFunction('async () => 1', { freezeWhenIdle: false });
    await reply();
    const [pid = 0] = processIds();
    expect(processState(pid)).toMatch(/[SR]/);
  });

  it('leaves no process and no code when it is stopped, and running invocations fail', async () => {
    const code = `async ({ wait }) => wait ? new Promise(() => setInterval(() => {}, 100)) : process.cwd()`;
    const { reply, invoke, processIds, stop } = startTrialFunction(code);
    const folder = String(await reply());
    const waiting = invoke({ wait: true });
    await reply();
    const pids = processIds();
    expect(pids).toHaveLength(2);
    await stop();
    expect(await waiting).toMatchObject({ kind: 'failed', statusCode: 430 });
    expect(pids.map(processState)).toEqual(['', '']);
    await expect(access(folder)).rejects.toThrow('ENOENT');
    expect(await invoke({})).toMatchObject({ kind: 'failed', statusCode: 435 });
  });

  it('is refused if the zip has an entry whose path leads out of it', () => {
    const zip = zipSync({ '../index.js': strToU8('exports.main_handler = async () => 1;') });
    expect(() => startTrialFunction(zip)).toThrow('The path of a zip entry leads out of the zip: ../index.js');
  });
});
