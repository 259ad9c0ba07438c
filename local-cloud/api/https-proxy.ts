import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { regions } from '../account/region';
import { writePrivateFile } from '../private-file';
import { readBucketHost } from './cos/cos-host';
import { createCertificate } from './tunnel-certificate';

/** The host of the API that is reached through the proxy: that of the tags which lock states. platform: state-lock-tags */
const tagHost = 'tag.tencentcloudapi.com';

export interface HttpsProxyOptions {
  /** Private folder for the file of {@link HttpsProxy.certificateFile}. */
  readonly folder: string;
  /** Handles requests to hosts of COS. */
  readonly serveBucket: (request: IncomingMessage, response: ServerResponse) => void;
  /** Handles requests to the API. */
  readonly serveApi: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A proxy on loopback that ends the TLS of hosts of COS and of the tag service. It connects to no other machine. */
export interface HttpsProxy {
  /** Such as `http://127.0.0.1:9001`. */
  readonly url: string;
  /** File with the certificate of the authority that a program has to trust. */
  readonly certificateFile: string;
  stop(): Promise<void>;
}

/**
 * Starts the proxy for programs whose addresses of COS and of the tag service are fixed, such as the backend `cos` of Terraform. All
 * other hosts are refused. The authority's certificate is made at each start. platform: go-https-proxy
 */
export async function startHttpsProxy({ folder, serveBucket, serveApi }: HttpsProxyOptions): Promise<HttpsProxy> {
  const { key, cert, authority } = await createCertificate([
    tagHost,
    ...regions.map((region) => `*.cos.${region}.myqcloud.com`),
  ]);
  const certificateFile = join(folder, 'authority.pem');
  writePrivateFile(certificateFile, authority);

  const inner = createTlsServer({ key, cert }, (request, response) => {
    const { host = '' } = request.headers;
    if (readBucketHost(host) !== undefined) serveBucket(request, response);
    else if (host === tagHost) serveApi(request, response);
    else response.writeHead(403).end(refusal(host));
  });
  const sockets = new Set<Socket>();
  const outer = createServer((request, response) => {
    response.writeHead(405, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal(request.url ?? ''));
  });
  outer.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  outer.on('connect', (request, socket: Socket, head: Buffer) => {
    // A client that goes away in between is no failure.
    socket.on('error', () => socket.destroy());
    const { url: target = '' } = request;
    if (target !== `${tagHost}:443` && !(target.endsWith(':443') && readBucketHost(target) !== undefined)) {
      socket.end(`HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${refusal(target)}`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    // What a client has sent without waiting for this.
    if (head.length > 0) socket.unshift(head);
    inner.emit('connection', socket);
  });
  await new Promise<void>((resolve, reject) => outer.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = outer.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy listens on no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    certificateFile,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => outer.close(resolve));
    },
  };
}

const refusal = (found: string) =>
  `The local cloud is a proxy for HTTPS to BUCKET.cos.REGION.myqcloud.com and ${tagHost} only; found "${found}".\n`;
