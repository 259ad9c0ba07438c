import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../../local-cloud/account/credentials';
import { initialAccount } from '../../../../local-cloud/account/initial-account';
import { createCosHandler } from '../../../../local-cloud/api/cos/cos-requests';
import { startTrialAccount, type TrialAccount } from '../../trial-account';
import { type BucketRequest, sendSigned } from './signed-request';

const { appId } = initialAccount;
const bucket = `sms-state-${appId}`;
const hostOf = (name: string, region = 'ap-guangzhou') => `${name}.cos.${region}.myqcloud.com`;

// platform: cos-requests, cos-errors
describe('COS', () => {
  let trial: TrialAccount;
  let server: Server;

  beforeEach(async () => {
    trial = startTrialAccount();
    trial.account.cos.createBucket('ap-guangzhou', bucket);
    const handle = createCosHandler(trial.account, { appId, now: Date.now });
    server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await trial.stop();
  });

  const send = (request: BucketRequest, host = hostOf(bucket), keys: Credential = trial.account.credentials.owner) =>
    sendSigned((server.address() as AddressInfo).port, host, keys, request);
  const put = (path: string, body: string, headers = {}) => send({ method: 'PUT', path, body, headers });
  const error = (status: number, code: string) => ({ status, body: expect.stringContaining(`<Code>${code}</Code>`) });

  it('stores an object with its headers, returns it, replaces it and deletes it', async () => {
    const stored = await put('/a/state', 'first', {
      'x-cos-meta-md5': 'told',
      'x-cos-server-side-encryption': 'AES256',
    });
    const etag = `"${createHash('md5').update('first').digest('hex')}"`;
    expect(stored).toMatchObject({ status: 200, body: '', headers: { etag } });
    const headers = { etag, 'x-cos-meta-md5': 'told', 'x-cos-server-side-encryption': 'AES256' };
    expect(await send({ method: 'GET', path: '/a/state' })).toMatchObject({ status: 200, body: 'first', headers });
    expect(await send({ method: 'HEAD', path: '/a/state' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '5' },
    });
    await put('/a/state', 'second');
    expect(await send({ method: 'GET', path: '/a/state' })).toMatchObject({ body: 'second' });
    for (let time = 0; time < 2; time++)
      expect(await send({ method: 'DELETE', path: '/a/state' })).toMatchObject({ status: 204 });
    expect(await send({ method: 'GET', path: '/a/state' })).toMatchObject(error(404, 'NoSuchKey'));
  });

  it('tells the checksum that its SDKs compare with what they have sent', async () => {
    // The check value of CRC-64/XZ: that of the digits 1 to 9 is 995dc9bbdf1939fa.
    expect(await put('/digits', '123456789')).toMatchObject({
      headers: { 'x-cos-hash-crc64ecma': String(0x995dc9bbdf1939fan) },
    });
  });

  it('lists objects by a prefix, page by page', async () => {
    for (const path of ['/b/2', '/b/1', '/c', '/b/3']) await put(path, 'x');
    const list = (query: string) => send({ method: 'GET', path: `/?${query}` });
    const keys = ({ body }: { readonly body: string }) =>
      [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);
    expect(keys(await list('prefix=b'))).toEqual(['b/1', 'b/2', 'b/3']);
    const page = await list('prefix=b&max-keys=2');
    expect(page.body).toContain('<IsTruncated>true</IsTruncated><NextMarker>b/2</NextMarker>');
    expect(keys(await list('prefix=b&marker=b/2'))).toEqual(['b/3']);
    expect(await list('max-keys=1001')).toMatchObject(error(400, 'InvalidArgument'));
    expect(await list('delimiter=/')).toMatchObject(error(501, 'NotImplemented'));
  });

  it('has a bucket only where somebody has made it, under a name with the account’s APPID', async () => {
    const made = hostOf(`made-${appId}`, 'ap-beijing');
    const object = { method: 'PUT', path: '/a', body: 'x' };
    expect(await send(object, made)).toMatchObject(error(404, 'NoSuchBucket'));
    expect(await send({ method: 'PUT', path: '/' }, hostOf('made-1250000000'))).toMatchObject(
      error(400, 'InvalidBucketName'),
    );
    expect(await send({ method: 'PUT', path: '/' }, made)).toMatchObject({ status: 200 });
    expect(await send({ method: 'PUT', path: '/' }, made)).toMatchObject(error(409, 'BucketAlreadyOwnedByYou'));
    expect(await send(object, made)).toMatchObject({ status: 200 });
    expect(await send({ method: 'HEAD', path: '/' }, hostOf(`made-${appId}`))).toMatchObject({ status: 404 });
    expect(await send({ method: 'DELETE', path: '/' }, made)).toMatchObject(error(409, 'BucketNotEmpty'));
    expect(trial.account.contents()).toEqual([`bucket ${bucket}`, `bucket made-${appId}`]);
    await send({ method: 'DELETE', path: '/a' }, made);
    expect(await send({ method: 'DELETE', path: '/' }, made)).toMatchObject({ status: 204 });
  });

  it('refuses a content other than its digest, and methods that it does not have', async () => {
    expect(await put('/a', 'x', { 'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==' })).toMatchObject(error(400, 'BadDigest'));
    expect(await send({ method: 'PATCH', path: '/a' })).toMatchObject(error(405, 'MethodNotAllowed'));
  });

  it('refuses keys that it does not know, and says so in XML', async () => {
    const { account } = trial;
    const reply = await send({ method: 'GET', path: '/a' }, hostOf(bucket), {
      ...account.credentials.owner,
      secretKey: 'x',
    });
    expect(reply).toMatchObject({
      ...error(403, 'SignatureDoesNotMatch'),
      headers: { 'content-type': 'application/xml' },
    });
    expect(reply.body).toContain(`<Resource>${hostOf(bucket)}/a</Resource>`);
  });

  it('lets users and roles do what their policies allow for single buckets and prefixes', async () => {
    const { cam, credentials } = trial.account;
    const resource = `qcs::cos:ap-guangzhou:uid/${appId}:${bucket}`;
    const statement = [
      { effect: 'allow', action: ['cos:GetObject', 'cos:PutObject'], resource: [`${resource}/own/*`] },
      { effect: 'allow', action: ['cos:GetBucket'], resource: [resource] },
    ];
    cam.createPolicy({
      name: 'own',
      document: JSON.stringify({ version: '2.0', statement }),
      description: '',
      tags: {},
    });
    cam.attachToUser('on-call', 'own');
    const keys = credentials.createUserKeys('on-call');
    const act = (method: string, path: string) =>
      send({ method, path, body: method === 'PUT' ? 'x' : '' }, hostOf(bucket), keys);
    expect(await act('PUT', '/own/state')).toMatchObject({ status: 200 });
    expect(await act('GET', '/own/state')).toMatchObject({ status: 200 });
    expect(await act('GET', '/')).toMatchObject({ status: 200 });
    for (const [method = '', path = ''] of [
      ['DELETE', '/own/state'],
      ['PUT', '/another'],
      ['PUT', '/'],
      ['GET', '/another'],
    ]) {
      expect(await act(method, path)).toMatchObject(error(403, 'AccessDenied'));
    }
  });
});
