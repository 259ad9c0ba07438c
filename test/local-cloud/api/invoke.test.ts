import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../local-cloud/local-cloud';
import { zipFilesToBase64 } from '../trial-account';
import { sdkConfig } from './sdk-client';

const code = `
  let count = 0;
  exports.main_handler = async (event) => {
    count++;
    console.log('counted ' + count);
    if (event.fail) throw new Error('no luck');
    if (event.exit) process.exit(3);
    return { event, count };
  };`;

describe('The action Invoke', () => {
  let cloud: LocalCloud;
  let client: InstanceType<typeof scf.v20180416.Client>;

  beforeEach(async () => {
    cloud = await startLocalCloud({ transitionMs: 0 });
    client = new scf.v20180416.Client(sdkConfig(cloud.url, cloud.account.credentials.owner));
    await client.CreateFunction({
      FunctionName: 'demo',
      Code: { ZipFile: zipFilesToBase64({ 'index.js': code }) },
      Handler: 'index.main_handler',
      Runtime: 'Nodejs20.19',
    });
    return () => cloud.stop();
  });

  const invoke = async (parameters: object = {}) =>
    (await client.Invoke({ FunctionName: 'demo', ...parameters })).Result ?? {};

  it('passes the client’s JSON to the function as the event, and returns what the function returns as JSON', async () => {
    const event = { headers: { a: '1' }, list: [1, null], text: '好' };
    const result = await invoke({
      InvocationType: 'RequestResponse',
      Qualifier: '$LATEST',
      Namespace: 'default',
      ClientContext: JSON.stringify(event),
    });
    expect(JSON.parse(result.RetMsg ?? '')).toEqual({ event, count: 1 });
    expect(result).toMatchObject({ ErrMsg: '', InvokeResult: 0, Log: '' });
    expect(result.FunctionRequestId).toMatch(/^[\da-f-]{36}$/);
    expect(result.MemUsage).toBeGreaterThan(1024 * 1024);
    expect(result.Duration).toBeGreaterThan(0);
    expect(result.BillDuration).toBeGreaterThanOrEqual(result.Duration ?? 0);
    expect(JSON.parse((await invoke()).RetMsg ?? '')).toMatchObject({ event: {} });
  });

  it('uses the same instances as an HTTP trigger, and the same log', async () => {
    const NetConfig = { EnableIntranet: false, EnableExtranet: true };
    await client.CreateTrigger({
      FunctionName: 'demo',
      TriggerName: 'url-trigger',
      Type: 'http',
      TriggerDesc: JSON.stringify({ AuthType: 'NONE', NetConfig, ApiGwCompatible: true }),
    });
    const [trigger] = cloud.account.triggers.triggers();
    const byUrl = (await (await fetch(`${trigger?.url}`)).json()) as { readonly count: number };
    expect(byUrl.count).toBe(1);
    const { RetMsg = '', Log, FunctionRequestId } = await invoke({ LogType: 'Tail' });
    expect(JSON.parse(RetMsg)).toMatchObject({ count: 2 });
    expect(Log?.split('\n')).toEqual([
      `START RequestId:${FunctionRequestId}`,
      'counted 2',
      `Response RequestId:${FunctionRequestId} RetMsg:${RetMsg}`,
      `END RequestId:${FunctionRequestId}`,
      expect.stringMatching(`^Report RequestId:${FunctionRequestId} `),
    ]);
  });

  it('returns the end of a log over 4 KB', async () => {
    const { Log = '' } = await invoke({ LogType: 'Tail', ClientContext: JSON.stringify({ a: 'x'.repeat(5000) }) });
    expect(Log).toHaveLength(4096);
    expect(Log).toMatch(/x\n?.*\nEND RequestId:.*\nReport .*$/s);
  });

  // platform: invoke-failure
  it('returns the failure of an invocation as a result', async () => {
    const thrown = await invoke({ ClientContext: '{"fail":true}' });
    expect(thrown).toMatchObject({ RetMsg: '', InvokeResult: 1 });
    expect(JSON.parse(thrown.ErrMsg ?? '')).toMatchObject({
      errorCode: 1,
      errorMessage: 'user code exception caught',
      stackTrace: expect.stringContaining('no luck'),
      statusCode: 430,
    });
    expect(await invoke({ ClientContext: '{"exit":true}' })).toMatchObject({
      RetMsg: '',
      ErrMsg: expect.stringContaining('with code 3'),
      InvokeResult: -1,
    });
  });

  // platform: invoke-limits
  it.each<[string, object, string]>([
    ['a function that does not exist', { FunctionName: 'other' }, 'ResourceNotFound.Function'],
    ['a namespace that does not exist', { Namespace: 'other' }, 'ResourceNotFound.Function'],
    ['a version that does not exist', { Qualifier: '3' }, 'ResourceNotFound.Qualifier'],
    ['an event that is not JSON', { ClientContext: '{' }, 'InvalidParameterValue.Param'],
    ['an event that is no object', { ClientContext: '3' }, 'InvalidParameterValue.Param'],
    ['an event over 6 MB', { ClientContext: `"${'x'.repeat(6 * 1024 * 1024)}"` }, 'InvalidParameter.RequestTooLarge'],
    ['an asynchronous invocation', { InvocationType: 'Event' }, 'InvalidParameter'],
  ])('refuses %s', async (_, parameters, expected) => {
    await expect(invoke(parameters)).rejects.toMatchObject({ code: expected });
  });
});
