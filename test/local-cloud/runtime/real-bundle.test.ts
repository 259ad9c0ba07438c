import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Reply } from '../../../function/http/reply';
import { hasRedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { startFunctionUrl } from '../../../local-cloud/runtime/function-url-endpoint';
import type { Route } from '../../../local-cloud/runtime/route';
import { call } from '../../support/client';
import { documented, expectContract } from '../../support/documented-handler';
import { functionUrlEvent } from '../../support/events';
import { startTrialFunction, type TrialFunction } from './trial-function';

const phone = '8618566246600';
const sms = { SMS_SDKAPPID: '1400006666', SMS_TEMPLATE_ID: '449739', SMS_SIGN: 'Demo' };
const credentials = { secretId: 'id', secretKey: 'key', token: 'token' };

/** Starts an SMS API that accepts every message. */
async function startSmsApi() {
  const calls: { readonly headers: IncomingMessage['headers']; readonly parameters: unknown }[] = [];
  const server = createServer(async (request, response) => {
    calls.push({ headers: request.headers, parameters: await json(request) });
    const SendStatusSet = [{ Code: 'Ok', Message: 'send success', SerialNo: '1', PhoneNumber: `+${phone}`, Fee: 1 }];
    response.end(JSON.stringify({ Response: { SendStatusSet, RequestId: 'a' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const to = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  const route: Route = { host: 'sms.tencentcloudapi.com', port: 443, to, tls: true };
  return { calls, route };
}

/** The handler of a function, whose replies the contract has to describe. */
const handlerOf = ({ reply }: TrialFunction) => documented(async (event) => (await reply(Object(event))) as Reply);

describe('The deployed function', () => {
  let zip: Uint8Array;

  beforeAll(async () => {
    zip = await readFile(inject('bundle').zipFile);
  });

  it('calls the SMS API with the credentials of its role', async () => {
    const { calls, route } = await startSmsApi();
    const { invoke, lines } = startTrialFunction(zip, {
      variables: { ...sms, CODE_STORE: 'memory' },
      routes: () => [route],
      credentials: () => credentials,
    });
    const endpoint = await startFunctionUrl({ invoke });
    onTestFinished(() => endpoint.stop());
    expect(await call(endpoint.url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    expect(calls).toMatchObject([
      {
        headers: {
          host: 'sms.tencentcloudapi.com',
          'x-tc-action': 'SendSms',
          'x-tc-token': credentials.token,
          authorization: expect.stringContaining(`Credential=${credentials.secretId}/`),
        },
        parameters: { PhoneNumberSet: [`+${phone}`], TemplateParamSet: [expect.stringMatching(/^\d{6}$/), '5'] },
      },
    ]);
    expect(lines.join('\n')).toContain('"event":"code_sent"');
  });

  it('stays well below 128 MB', async () => {
    const variables = { CODE_STORE: 'memory', SMS_SENDER: 'console' };
    const { invoke } = startTrialFunction(zip, { variables });
    let peakMb = 0;
    for (let turn = 0; turn < 300; turn++) {
      const event = functionUrlEvent({ query: { method: 'getSms', phone } });
      const result = await invoke(event);
      if (result.kind === 'failed') expect.fail(result.errorMessage);
      expectContract(event, result.reply as Reply);
      peakMb = Math.max(peakMb, result.memoryMb ?? 0);
    }
    expect(peakMb).toBeGreaterThan(30);
    expect(peakMb).toBeLessThan(110);
  });

  it('replies that the store is unavailable if there is no route to it', async () => {
    const variables = { ...sms, REDIS_HOST: '10.0.0.5', REDIS_PASSWORD: 'Password-1' };
    const handle = handlerOf(startTrialFunction(zip, { variables, timeoutSeconds: 10 }));
    const query = { method: 'login', phone, code: '123456' };
    expect(await handle(functionUrlEvent({ query }))).toMatchObject({ statusCode: 503 });
  });

  it.skipIf(!hasRedisServer)('stores its codes in the Redis instance of its VPC', async () => {
    const redis = await startRedisServer({ password: 'Password-1' });
    onTestFinished(() => redis.stop());
    const { calls, route } = await startSmsApi();
    const handle = handlerOf(
      startTrialFunction(zip, {
        variables: { ...sms, REDIS_HOST: '10.0.0.5', REDIS_PASSWORD: 'Password-1' },
        routes: () => [route, { host: '10.0.0.5', port: 6379, to: { host: redis.host, port: redis.port } }],
        credentials: () => credentials,
      }),
    );
    const answer = async (query: object) => JSON.parse((await handle(functionUrlEvent({ query: { ...query } }))).body);
    expect(await answer({ method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    const code = Object(calls[0]?.parameters).TemplateParamSet[0];
    expect(await answer({ method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
    expect(await answer({ method: 'login', phone, code })).toMatchObject({ codeStr: 'CodeHasValid' });
  });
});
