import { describe, expect, it, onTestFinished } from 'vitest';
import { findDeployedFunction } from '../../../../infra/operations/acceptance/deployed-function';
import type { HttpClient } from '../../../../infra/operations/acceptance/http-client';
import { accountClientConfig } from '../../../../infra/operations/account-client';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';

const http: HttpClient = {
  address: 'http://127.0.0.1:1/',
  send: async () => ({ status: 200, headers: {}, body: '', milliseconds: 1, isReused: false }),
  close: () => {},
};

/** A function whose `Invoke` returns what a test says. */
async function functionReturning(...results: readonly object[]) {
  let invoked = 0;
  const cloud = await startLocalCloud({
    interceptCall: ({ action }) => {
      const Result = action === 'Invoke' ? results[Math.min(invoked++, results.length - 1)] : undefined;
      const reply = Result === undefined ? { VpcConfig: { VpcId: 'vpc-1', SubnetId: 'subnet-1' } } : { Result };
      return (response) => response.end(JSON.stringify({ Response: { RequestId: '1', ...reply } }));
    },
  });
  onTestFinished(cloud.stop);
  return findDeployedFunction(accountClientConfig(cloud.env, 'ap-guangzhou'), 'demo', http);
}
const returning = (body: object) => ({ RetMsg: JSON.stringify({ statusCode: 200, body: JSON.stringify(body) }) });

describe('A deployed function', () => {
  it('is read with its network; without a log topic and a time, these are empty', async () => {
    expect(await functionReturning(returning({}))).toMatchObject({
      vpcId: 'vpc-1',
      subnetId: 'subnet-1',
      topicId: '',
      changedAt: '',
    });
  });

  it.each([
    ['text', (line: string) => line],
    ['base64', (line: string) => Buffer.from(line).toString('base64')],
  ])('tells its own time from a log in %s, which is more precise than the platform', async (_, encode) => {
    const Log = encode('START\n{"event":"request_refused","durationMs":0.4}\nEND');
    const { invoke } = await functionReturning({ ...returning({}), Duration: 3, Log });
    expect(await invoke({})).toMatchObject({ milliseconds: 0.4 });
  });

  it('tells the time of the platform without its own', async () => {
    expect(await (await functionReturning({ ...returning({}), Duration: 3 })).invoke({})).toMatchObject({
      milliseconds: 3,
    });
  });

  it('says so if it is older than the command', async () => {
    const { observe } = await functionReturning(returning({ codeStr: 'InValidParam', msg: '' }));
    await expect(observe({})).rejects.toThrow(
      'the deployed function is older than this command: deploy the environment again',
    );
  });

  it('says what it answered if it failed', async () => {
    const { invoke } = await functionReturning({ RetMsg: '', ErrMsg: '{"errorMessage":"Cannot find module"}' });
    await expect(invoke({})).rejects.toThrow(
      'The function answered an Invoke with {"errorMessage":"Cannot find module"}.',
    );
  });

  it('asks until the same instance gets both the request and the Invoke', async () => {
    const seen = { event: { httpMethod: 'string' }, address: 'tag' };
    const { observe } = await functionReturning(returning({}), returning({}), returning({}), returning({ seen }));
    expect(await observe({})).toMatchObject(seen);
  });

  it('gives up after 20 requests that no instance has seen', async () => {
    const { observe } = await functionReturning(returning({}));
    await expect(observe({})).rejects.toThrow('no instance has seen one of 20 requests');
  });
});
