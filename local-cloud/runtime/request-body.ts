import type { IncomingMessage } from 'node:http';

/** Bytes that a body may have. */
const bodyLimit = 6 * 1024 * 1024;

/** Reads a body as events carry it: text, or base64 of what is none; `undefined` where it is too large. */
export async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  // A body that is too large is read all the same: clients look for the reply when they have sent everything.
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) return undefined;
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  const isText = Buffer.from(text).equals(bytes);
  return { body: isText ? text : bytes.toString('base64'), isBase64Encoded: !isText };
}
