import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { CloudError } from '../../account/cloud-error';
import type { CosService, ObjectRecord } from '../../account/cos';
import type { BucketHost } from './cos-host';
import { listXml } from './cos-xml';
import { crc64 } from './crc64';

/** A request with a valid signature, of somebody who may make it. */
interface CosCall {
  readonly cos: CosService;
  readonly host: BucketHost;
  /** The key of the object; empty if the request is about the bucket. */
  readonly key: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
  readonly response: ServerResponse;
}

/** What a request does. */
export interface CosOperation {
  /** As policies name it. */
  readonly action: string;
  /** Parameters of the query. All others are refused. @default - none */
  readonly parameters?: readonly string[];
  readonly answer: (call: CosCall) => void;
}

/** The most objects that a list has. */
const longestList = 1000;

/** The operations, by method and by what they are about. platform: cos-requests */
export const operations: Readonly<Record<string, CosOperation>> = {
  'PUT bucket': {
    action: 'cos:PutBucket',
    answer({ cos, host, response }) {
      cos.createBucket(host.region, host.bucket);
      response.end();
    },
  },
  'HEAD bucket': {
    action: 'cos:HeadBucket',
    answer({ cos, host, response }) {
      cos.bucket(host.region, host.bucket);
      response.end();
    },
  },
  'GET bucket': {
    action: 'cos:GetBucket',
    parameters: ['prefix', 'marker', 'max-keys'],
    answer({ cos, host, url, response }) {
      const read = (name: string) => url.searchParams.get(name) ?? '';
      const maxKeys = Number(read('max-keys') || longestList);
      if (!Number.isInteger(maxKeys) || maxKeys < 1 || maxKeys > longestList) {
        throw new CloudError('InvalidArgument', `max-keys is not 1 to ${longestList}.`);
      }
      const options = { prefix: read('prefix'), marker: read('marker'), maxKeys };
      const bucket = cos.bucket(host.region, host.bucket);
      response.setHeader('content-type', 'application/xml');
      response.end(listXml(bucket, options, cos.listObjects(bucket, options)));
    },
  },
  'DELETE bucket': {
    action: 'cos:DeleteBucket',
    answer({ cos, host, response }) {
      cos.deleteBucket(host.region, host.bucket);
      response.writeHead(204).end();
    },
  },
  'GET object': { action: 'cos:GetObject', answer: (call) => sendObject(call) },
  'HEAD object': { action: 'cos:HeadObject', answer: (call) => sendObject(call) },
  'PUT object': {
    action: 'cos:PutObject',
    answer({ cos, host, key, headers, content, response }) {
      const digest = headers['content-md5'];
      if (digest !== undefined && digest !== createHash('md5').update(content).digest('base64')) {
        throw new CloudError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
      }
      const stored = cos.putObject(cos.bucket(host.region, host.bucket), key, content, storedHeaders(headers));
      describe(stored, response);
      response.end();
    },
  },
  'DELETE object': {
    action: 'cos:DeleteObject',
    answer({ cos, host, key, response }) {
      cos.deleteObject(cos.bucket(host.region, host.bucket), key);
      response.writeHead(204).end();
    },
  },
};

function storedHeaders(headers: IncomingHttpHeaders): ObjectRecord['headers'] {
  const isStored = (name: string) =>
    name === 'content-type' || name === 'x-cos-server-side-encryption' || name.startsWith('x-cos-meta-');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (isStored(name) ? [[name, String(value)]] : [])),
  );
}

/** Node.js sends no body with the reply to `HEAD`. */
function sendObject({ cos, host, key, response }: CosCall): void {
  const stored = cos.getObject(cos.bucket(host.region, host.bucket), key);
  const content = describe(stored, response);
  for (const [name, value] of Object.entries(stored.headers)) response.setHeader(name, value);
  response.setHeader('last-modified', new Date(stored.modifiedAt).toUTCString());
  response.setHeader('content-length', content.length);
  response.end(content);
}

/** Sets the headers that tell a stored content. */
function describe({ md5, content }: ObjectRecord, response: ServerResponse): Buffer {
  const bytes = Buffer.from(content, 'base64');
  response.setHeader('etag', `"${md5}"`);
  response.setHeader('x-cos-hash-crc64ecma', crc64(bytes));
  return bytes;
}
