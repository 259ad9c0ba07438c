import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** Maximum size of a body in bytes. platform: body-limit */
const maxBodyBytes = 6 * 1024 * 1024;

/** A body as events carry it: as text, or in base64 if it is not valid UTF-8. */
export interface RequestBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * Reads a request's body.
 *
 * @returns `undefined` if the body is too large
 */
export function readBody(request: IncomingMessage): Promise<RequestBody | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Reads a body that is too large to its end: clients read the reply only after they have sent the whole body.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    request.once('end', () => resolve(size > maxBodyBytes ? undefined : toBody(Buffer.concat(chunks))));
    request.once('error', reject);
  });
}

function toBody(bytes: Buffer): RequestBody {
  const isText = isUtf8(bytes);
  return { body: bytes.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
