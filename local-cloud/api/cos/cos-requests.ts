import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Account } from '../../account/account';
import { CloudError } from '../../account/cloud-error';
import type { Credential } from '../../account/credentials';
import { isPermitted } from '../access';
import { type BucketHost, readBucketHost } from './cos-host';
import { type CosOperation, operations } from './cos-operations';
import { checkCosSignature } from './cos-signature';
import { errorXml } from './cos-xml';

/** HTTP status of a refusal, if it is not 403. platform: cos-errors */
const statuses: Readonly<Record<string, number>> = {
  BadDigest: 400,
  ExpiredToken: 400,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  UnsupportedRegion: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  MethodNotAllowed: 405,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  InternalError: 500,
  NotImplemented: 501,
};

/** Handles requests to hosts of COS, with the signature and the rights that COS demands. platform: cos-requests */
export function createCosHandler(
  account: Account,
  { appId, now }: { readonly appId: string; readonly now: () => number },
) {
  /** @throws {CloudError} with the code of COS */
  async function answer(request: IncomingMessage, host: BucketHost, response: ServerResponse): Promise<void> {
    const { method = '', headers, url: target = '/' } = request;
    const url = new URL(target, `https://${headers.host}`);
    const key = decodeURIComponent(url.pathname.slice(1));
    const content = await buffer(request);
    const caller = checkCosSignature({ method, url, headers }, account.credentials.find, now());
    const operation = operations[`${method} ${key === '' ? 'bucket' : 'object'}`];
    if (operation === undefined) throw new CloudError('MethodNotAllowed', `The method ${method} is not allowed here.`);
    const unknown = [...url.searchParams.keys()].find((name) => !operation.parameters?.includes(name));
    if (unknown !== undefined)
      throw new CloudError('NotImplemented', `The local cloud does not know ${method} ?${unknown}.`);
    checkRight(caller, operation, host, key);
    operation.answer({ cos: account.cos, host, key, url, headers, content, response });
    account.save();
  }

  function checkRight(caller: Credential, { action }: CosOperation, { bucket, region }: BucketHost, key: string): void {
    const resource = `qcs::cos:${region}:uid/${appId}:${bucket}/${key}`;
    // A statement about a bucket itself names it without a slash, or all that it has.
    const names = key === '' ? [resource.slice(0, -1), resource] : [resource];
    if (names.some((name) => isPermitted(account, caller, { action, resource: name }))) return;
    throw new CloudError('AccessDenied', 'Access Denied.');
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = readBucketHost(request.headers.host ?? '');
    if (host === undefined) throw new Error(`${request.headers.host} is no host of COS`);
    const requestId = randomBytes(16).toString('base64');
    response.setHeader('x-cos-request-id', requestId);
    response.setHeader('server', 'tencent-cos');
    try {
      await answer(request, host, response);
    } catch (error) {
      const code = error instanceof CloudError ? error.code : 'InternalError';
      const resource = `${request.headers.host}${request.url}`;
      response.writeHead(statuses[code] ?? 403, { 'content-type': 'application/xml' });
      response.end(errorXml({ code, message: (error as Error).message, resource, requestId }));
    }
  };
}
