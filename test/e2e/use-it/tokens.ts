import { expect } from 'vitest';
import { call } from '../../support/client';
import { type ExampleService, startExampleService } from './example-service';

/** The number that logs in. */
export const phone = '8618566246600';

/** Logs in, and returns the token. */
export async function logIn({ url, newestCode }: ExampleService): Promise<string> {
  const { codeStr } = await call(url, { method: 'getSms', phone });
  expect(codeStr).toBe('Ok');
  const { token = '' } = await call(url, { method: 'login', phone, code: newestCode() });
  expect(token).toMatch(/^eyJ/);
  return token;
}

/** Logs in to another function. */
export async function logInElsewhere(key: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const other = await startExampleService({ SESSION_KEYS: key, ...variables });
  try {
    return await logIn(other);
  } finally {
    await other.stop();
  }
}

/** Logs in an hour ago. */
export async function logInLongAgo(service: ExampleService): Promise<string> {
  service.setClock(() => Date.now() - 3_600_000);
  return logIn(service);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text = ''): object => JSON.parse(Buffer.from(text, 'base64url').toString());

/** Changes the subject, without signing the token again. */
export function withSubject(token: string): string {
  const [header, payload, signature] = token.split('.');
  return [header, encode({ ...decode(payload), sub: '+8618566246601' }), signature].join('.');
}

/** Takes the signature away, and says so in the header. */
export function unsigned(token: string): string {
  const [header, payload] = token.split('.');
  return [encode({ ...decode(header), alg: 'none' }), payload, ''].join('.');
}
