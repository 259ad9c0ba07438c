import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Handler } from '../function/http/handler';
import { startLocalServer } from './local-server';

/** `make start`: runs the bundle, the same code as in the cloud, behind an HTTP server on loopback. */
function main(): void {
  const { PORT = '8787' } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    fail(`PORT: found "${PORT}"; allowed: a port from 1 to 65535, or 0 for a free port`);
  }
  Object.assign(process.env, localDefaults(process.env));
  startLocalServer(loadBundle(), Number(PORT)).then(
    ({ port }) => printAddress(port),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      fail(
        `Port ${PORT} is in use. Stop the program that uses it, or choose another: make start PORT=${Number(PORT) + 1}`,
      );
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
}

/** Defaults of the function's variables on a machine that may have neither Redis nor an account. */
function localDefaults(env: NodeJS.ProcessEnv): Record<string, string> {
  const hasRedis = Boolean(env.REDIS_HOST);
  const hasAccount = ['SMS_SDKAPPID', 'SMS_TEMPLATE_ID', 'SMS_SIGN'].some((name) => env[name]);
  return {
    CODE_STORE: env.CODE_STORE || (hasRedis ? 'redis' : 'memory'),
    SMS_SENDER: env.SMS_SENDER || (hasAccount ? 'tencentcloud' : 'console'),
    REDIS_PASSWORD: env.REDIS_PASSWORD ?? '',
    LOGIN_PAGE: env.LOGIN_PAGE || 'on',
    SESSION_KEYS: env.SESSION_KEYS || newSessionKey(),
    CODE_SECRET: env.CODE_SECRET || env.REDIS_PASSWORD ? (env.CODE_SECRET ?? '') : randomUUID(),
  };
}

/** A key of this process alone, so that logins always give a token. */
function newSessionKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

function loadBundle(): Handler {
  const file = join(__dirname, '..', 'dist', 'function', 'index.js');
  try {
    return createRequire(file)(file).main_handler;
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    if (name === 'ConfigurationError') fail(message);
    if (code === 'MODULE_NOT_FOUND') fail('The bundle is missing: run make bundle first.');
    throw error;
  }
}

function printAddress(port: number): void {
  const address = `http://127.0.0.1:${port}`;
  const { CODE_STORE, SMS_SENDER } = process.env;
  const codes = CODE_STORE === 'memory' ? 'in memory' : `in Redis at ${process.env.REDIS_HOST}`;
  const messages = SMS_SENDER === 'console' ? 'printed here' : 'sent by Tencent Cloud';
  console.log(`
SMS verification is ready on ${address}
Open it in a browser to log in. Codes are stored ${codes}, messages are ${messages}. Ctrl-C stops it.

  curl '${address}/?method=getSms&phone=8618566246600'
  curl '${address}/?method=login&phone=8618566246600&code=CODE&handle=HANDLE'
`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

main();
