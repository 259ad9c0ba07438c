import type { IncomingMessage } from 'node:http';

/** Maximum size of a body in bytes. platform: body-limit */
const maxBodyBytes = 6 * 1024 * 1024;

/**
 * Reads a request's body as events carry it: as text, or in base64 if it is not valid UTF-8.
 *
 * @returns `undefined` if the body is too large
 */
export async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  // Reads a body that is too large to its end: clients read the reply only after they have sent the whole body.
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  if (size > maxBodyBytes) return undefined;
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  const isText = Buffer.from(text).equals(bytes);
  return { body: isText ? text : bytes.toString('base64'), isBase64Encoded: !isText };
}
