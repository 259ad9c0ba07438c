import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { startTrialFunction } from './trial-function';

const exception = { kind: 'failed', statusCode: 430, errorMessage: 'user code exception caught' };

describe('An invocation fails', () => {
  it.each([
    ['throws', `() => { throw new Error('no luck'); }`],
    ['rejects', `async () => { throw new Error('no luck'); }`],
    ['calls back with an error', `(event, context, callback) => callback(new Error('no luck'))`],
    ['rejects with anything else', `async () => { throw { message: 'no luck' }; }`],
  ])('where the handler %s; the trace is in the log too', async (_, code) => {
    const { invoke, lines } = startTrialFunction(code);
    expect(await invoke({})).toEqual({
      ...exception,
      requestId: expect.any(String),
      stackTrace: expect.stringContaining('no luck'),
    });
    expect(lines.join('\n')).toContain('no luck');
  });

  it('where the reply is not JSON', async () => {
    const { invoke } = startTrialFunction('async () => 10n');
    expect(await invoke({})).toMatchObject({ ...exception, stackTrace: expect.stringContaining('BigInt') });
  });

  it('where the reply is larger than 6 MB', async () => {
    const { invoke } = startTrialFunction(`async ({ size }) => 'x'.repeat(size)`, { memoryMb: 256 });
    expect(await invoke({ size: 6 * 1024 * 1024 })).toMatchObject({ kind: 'failed', statusCode: 407 });
    expect(await invoke({ size: 6 * 1024 * 1024 - 2 })).toMatchObject({ kind: 'reply' });
  });

  it.each([
    ['does not load', `throw new Error('not today');`, 'not today'],
    ['has no such handler', 'exports.handler = () => {};', 'index.main_handler is not a function'],
    ['needs what is not there', `require('./missing');`, `Cannot find module './missing'`],
  ])('where the code %s', async (_, code, stackTrace) => {
    const { invoke, processIds } = startTrialFunction(zipSync({ 'index.js': strToU8(code) }));
    expect(await invoke({})).toMatchObject({ ...exception, stackTrace: expect.stringContaining(stackTrace) });
    expect(processIds()).toEqual([]);
  });

  it('where the process ends by itself; the next invocation has a new one', async () => {
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

  it('where it takes too long, even in a loop without end; the instance is gone', async () => {
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
  ])('where its %s take more memory than it has; the instance is gone', async (_, step) => {
    const { invoke, processIds } = startTrialFunction(`async () => {
      const kept = [];
      for (;;) { ${step}; await new Promise(setImmediate); }
    }`);
    expect(await invoke({})).toMatchObject({ kind: 'failed', statusCode: 434, errorMessage: 'Memory limit exceeded' });
    expect(processIds()).toEqual([]);
  });

  it('where it took too much memory, however short the time', async () => {
    const { invoke } = startTrialFunction('async () => Buffer.alloc(1e8, 1).length');
    expect(await invoke({})).toMatchObject({ kind: 'failed', statusCode: 434 });
  });

  it('at once where all instances are at work', async () => {
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
