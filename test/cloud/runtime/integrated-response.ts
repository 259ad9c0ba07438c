import { z } from 'zod';

/** What a client gets. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

const responseSchema = z.object({
  isBase64Encoded: z.boolean().optional(),
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
  body: z.string().optional(),
});

/** Reads a function's reply as an "integrated response"; `undefined` where it is not of that form. */
export function readIntegratedResponse(reply: unknown): HttpAnswer | undefined {
  const read = responseSchema.safeParse(reply);
  if (!read.success) return undefined;
  const { isBase64Encoded = false, statusCode, headers = {}, body = '' } = read.data;
  const written = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]);
  return {
    statusCode,
    headers: Object.fromEntries(written),
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
