import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { vpc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CloudError } from '../../local-cloud/account/cloud-error';
import type { Deviations } from '../../local-cloud/deviations';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/local-cloud';
import { sdkConfig } from './api/sdk-client';
import { newFunction, zipFilesToBase64 } from './trial-account';

const echo = `exports.main_handler = async (event) => {
  console.log('a line');
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: JSON.stringify(event) };
};`;

async function start(deviations?: Deviations): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ transitionMs: 0, ...(deviations && { deviations }) });
  onTestFinished(() => cloud.stop());
  return cloud;
}

/** Creates a function that replies with its event, and writes to a topic. */
function createEcho({ account }: LocalCloud) {
  const { logsetId } = account.cls.createLogset('log', {});
  const { topicId } = account.cls.createTopic({ logsetId, name: 'log', period: 7, settings: {}, tags: {} });
  const code = zipFilesToBase64({ 'index.js': echo });
  return { topicId, functionId: account.scf.create(newFunction({ code, logsetId, topicId })).functionId };
}

/** Addresses of the function by both kinds of trigger. */
const triggers = {
  'a Function URL': async ({ account }: LocalCloud, functionId: string) => {
    const NetConfig = { EnableIntranet: false, EnableExtranet: true };
    const description = JSON.stringify({ AuthType: 'NONE', NetConfig });
    return (await account.triggers.create(functionId, { type: 'http', qualifier: '$DEFAULT', description })).url;
  },
  'API Gateway': async ({ account: { gateway, scf } }: LocalCloud, functionId: string) => {
    const service = { name: 'demo', description: '', protocol: 'http', netTypes: ['OUTER'], tags: {} };
    const { serviceId, outerSubDomain } = await gateway.createService(service);
    const target = { functionName: scf.findById(functionId)?.name ?? '', functionNamespace: 'default' };
    const api = { serviceId, name: 'demo', path: '/', method: 'ANY', enableCors: false, timeout: 15 };
    gateway.createApi({ ...api, ...target, functionQualifier: '$DEFAULT', integratedResponse: true });
    gateway.release(serviceId, 'release', '');
    return `http://${outerSubDomain}/release/`;
  },
};

describe('A local cloud that deviates from docs/platform.md', () => {
  describe.each(Object.entries(triggers))('by %s', (_, open) => {
    it('sends another event to the function', async () => {
      const cloud = await start({ event: ({ requestContext: _, ...event }) => ({ ...event, added: 1 }) });
      const event = await (await fetch(await open(cloud, createEcho(cloud).functionId))).json();
      expect(event).toMatchObject({ httpMethod: 'GET', added: 1 });
      expect(event).not.toHaveProperty('requestContext');
    });

    it('sends another reply to the client', async () => {
      const cloud = await start({
        reply: (reply, method) => ({
          ...reply,
          statusCode: 202,
          headers: { ...reply.headers, 'content-disposition': `attachment; filename=${method}` },
        }),
      });
      const response = await fetch(await open(cloud, createEcho(cloud).functionId), { method: 'POST', body: 'a' });
      expect(response.status).toBe(202);
      expect(response.headers.get('content-type')).toBe('text/html');
      expect(response.headers.get('content-disposition')).toBe('attachment; filename=POST');
      expect(await response.json()).toMatchObject({ body: 'a' });
    });

    it.each([
      [
        'with a body, if that is its deviation',
        { reply: (reply) => ({ ...reply, body: 'surplus' }) },
        /\r\n\r\nsurplus$/,
      ],
      ['without one otherwise', { reply: (reply) => reply }, /\r\n\r\n$/],
    ] satisfies [string, Deviations, RegExp][])('replies to HEAD %s', async (_, deviations, expected) => {
      const cloud = await start(deviations);
      const { host, hostname, port, pathname } = new URL(await open(cloud, createEcho(cloud).functionId));
      const socket = connect(Number(port), hostname);
      socket.write(`HEAD ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(expected);
    });
  });

  it('does not change the event of Invoke', async () => {
    const cloud = await start({ event: () => ({}) });
    const { functionId } = createEcho(cloud);
    const result = await cloud.account.invokeFunction(functionId, { a: 1 });
    expect(result).toMatchObject({ reply: { body: '{"a":1}' } });
  });

  it('changes and loses lines of the log, those of the platform too', async () => {
    const cloud = await start({
      logLine: (line) => (line.text.startsWith('START') ? undefined : { ...line, text: line.text.slice(0, 3) }),
    });
    const { functionId, topicId } = createEcho(cloud);
    await cloud.functions.invoke(functionId, {});
    expect(cloud.account.cls.lines(topicId).map((line) => line.text)).toEqual(['a l', 'Res', 'END', 'Rep']);
  });

  it('answers otherwise to calls of the API', async () => {
    const cloud = await start({
      apiReply: (reply, { service, action }) => {
        if (action === 'CreateVpc') throw new CloudError('LimitExceeded', 'No more.');
        return service === 'vpc' ? { ...reply, TotalCount: 7 } : reply;
      },
    });
    const client = new vpc.v20170312.Client(sdkConfig(cloud.url, cloud.account.credentials.owner));
    expect(await client.DescribeVpcs({})).toMatchObject({ TotalCount: 7, VpcSet: [] });
    await expect(client.CreateVpc({ VpcName: 'a', CidrBlock: '10.0.0.0/16' })).rejects.toMatchObject({
      code: 'LimitExceeded',
    });
  });

  it('closes idle connections to the API earlier, without saying so', { timeout: 4000 }, async () => {
    const request = 'POST / HTTP/1.1\r\nHost: sms.tencentcloudapi.com\r\nContent-Length: 0\r\n\r\n';
    const socketOf = ({ url }: LocalCloud) => connect(Number(new URL(url).port), '127.0.0.1');
    const early = socketOf(await start({ keepAliveMs: 20 }));
    early.write(request);
    const answered = await text(early);
    expect(answered).toMatch(/^connection: keep-alive\r$/im);
    expect(answered).not.toMatch(/^keep-alive:/im);

    const late = socketOf(await start());
    onTestFinished(() => void late.destroy());
    late.write(request);
    expect(await new Promise((resolve) => late.once('data', (data) => resolve(String(data))))).toMatch(
      /^keep-alive: timeout=5\r$/im,
    );
  });
});
