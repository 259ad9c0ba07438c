import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Credential } from '../../../../local-cloud/account/credentials';

/** A request to a bucket. */
export interface BucketRequest {
  readonly method: string;
  /** Path without characters that have to be encoded, and query. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The reply to a request. */
export interface BucketReply {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a signed request to a server that takes it for one to a host of COS. */
export async function sendSigned(
  port: number,
  host: string,
  { secretId, secretKey, token }: Credential,
  { method, path, body = '', headers = {} }: BucketRequest,
): Promise<BucketReply> {
  const now = Math.floor(Date.now() / 1000);
  const time = `${now - 1};${now + 60}`;
  const [pathname = ''] = path.split('?');
  const hmac = (key: string, data: string) => createHmac('sha1', key).update(data).digest('hex');
  const signed = createHash('sha1').update(`${method.toLowerCase()}\n${pathname}\n\nhost=${host}\n`).digest('hex');
  const signature = hmac(hmac(secretKey, time), `sha1\n${time}\n${signed}\n`);
  const authorization =
    `q-sign-algorithm=sha1&q-ak=${secretId}&q-sign-time=${time}&q-key-time=${time}&q-header-list=host` +
    `&q-url-param-list=&q-signature=${signature}`;
  const sent = { ...headers, host, authorization, ...(token !== undefined && { 'x-cos-security-token': token }) };
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method, path, headers: sent }, async (response) => {
      resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
    });
    sending.once('error', reject).end(body);
  });
}
