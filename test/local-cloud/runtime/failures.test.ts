import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { startTrialFunction } from './trial-function';

const exception = { kind: 'failed', statusCode: 430, errorMessage: 'user code exception caught' };

describe('An invocation fails if', () => {
  it.each([
    ['throws', `() => { throw new Error('no luck'); }`],
    ['rejects', `async () => { throw new Error('no luck'); }`],
    ['calls back with an error', `(event, context, callback) => callback(new Error('no luck'))`],
    ['rejects with a value that is not an Error', `async () => { throw { message: 'no luck' }; }`],
  ])('the handler %s; the log has the stack trace too', async (_, code) => {
    const { invoke, lines } = startTrialFunction(code);
    expect(await invoke({})).toEqual({
      ...exception,
      requestId: expect.any(String),
      stackTrace: expect.stringContaining('no luck'),
    });
    expect(lines.join('\n')).toContain('no luck');
  });

  it('the reply cannot be serialized to JSON', async () => {
    const { invoke } = startTrialFunction('async () => 10n');
    expect(await invoke({})).toMatchObject({ ...exception, stackTrace: expect.stringContaining('BigInt') });
  });

  it('the reply is larger than 6 MB', async () => {
    const { invoke } = startTrialFunction(`async ({ size }) => 'x'.repeat(size)`, { memoryMb: 256 });
    expect(await invoke({ size: 6 * 1024 * 1024 })).toMatchObject({ kind: 'failed', statusCode: 407 });
    expect(await invoke({ size: 6 * 1024 * 1024 - 2 })).toMatchObject({ kind: 'reply' });
  });

  it.each([
    ['throws while it loads', `throw new Error('not today');`, 'not today'],
    ['does not export the handler', 'exports.handler = () => {};', 'index.main_handler is not a function'],
    ['requires a missing module', `require('./missing');`, `Cannot find module './missing'`],
  ])('the code %s', async (_, code, stackTrace) => {
    const { invoke, processIds } = startTrialFunction(zipSync({ 'index.js': strToU8(code) }));
    expect(await invoke({})).toMatchObject({ ...exception, stackTrace: expect.stringContaining(stackTrace) });
    expect(processIds()).toEqual([]);
  });

  it('the process ends; the next invocation gets a new process', async () => {
    const code = `async ({ way }) => {
      if (way === 'exit') process.exit(3);
      if (way === 'crash') await new Promise(() => setImmediate(() => { throw new Error('behind its back'); }));
      if (way === 'signal') process.kill(process.pid, 'SIGTERM');
      return way ? new Promise(() => {}) : process.pid;
    }`;
    const { invoke, reply, lines } = startTrialFunction(code);
    const pid = await reply();
    const failure = (errorMessage: string) => ({ kind: 'failed', statusCode: 430, errorMessage });
    expect(await invoke({ way: 'exit' })).toMatchObject(failure('The process ended with code 3 before it replied'));
    expect(await invoke({ way: 'crash' })).toMatchObject(failure('The process ended with code 1 before it replied'));
    expect(await invoke({ way: 'signal' })).toMatchObject(failure('The process ended by SIGTERM before it replied'));
    expect(lines).toContain('Error: behind its back');
    expect(await reply()).not.toBe(pid);
  });

  it('it exceeds its time-out, even in an endless loop; the instance is removed', async () => {
    const code = `async ({ loop }) => { while (loop); await new Promise(() => {}); }`;
    const { invoke, processIds } = startTrialFunction(code, { timeoutSeconds: 1 });
    const results = await Promise.all([invoke({ loop: true }), invoke({ loop: false })]);
    const errorMessage = 'Invoking task timed out after 1 seconds';
    for (const result of results) expect(result).toMatchObject({ kind: 'failed', statusCode: 433, errorMessage });
    expect(processIds()).toEqual([]);
  });

  it.each([
    ['buffers', 'kept.push(Buffer.alloc(4e6, 1))'],
    ['objects', 'kept.push(Array.from({ length: 1e5 }, () => ({})))'],
  ])('its %s exceed its memory limit; the instance is removed', async (_, step) => {
    const { invoke, processIds } = startTrialFunction(`async () => {
      const kept = [];
      for (;;) { ${step}; await new Promise(setImmediate); }
    }`);
    expect(await invoke({})).toMatchObject({ kind: 'failed', statusCode: 434, errorMessage: 'Memory limit exceeded' });
    expect(processIds()).toEqual([]);
  });

  it('it exceeded its memory limit only briefly', async () => {
    const { invoke } = startTrialFunction('async () => Buffer.alloc(1e8, 1).length');
    expect(await invoke({})).toMatchObject({ kind: 'failed', statusCode: 434 });
  });

  it('all instances are busy, without waiting for one', async () => {
    const code = '() => new Promise((resolve) => setTimeout(resolve, 300, 1))';
    const { invoke } = startTrialFunction(code, { maxInstances: 2 });
    const results = await Promise.all([invoke({}), invoke({}), invoke({})]);
    expect(results).toMatchObject([
      { kind: 'reply' },
      { kind: 'reply' },
      {
        kind: 'failed',
        statusCode: 432,
        errorMessage: 'Function [ trial ] concurrency exceeded reserved quota 256 MB',
      },
    ]);
    expect(await invoke({})).toMatchObject({ kind: 'reply' });
  });
});
