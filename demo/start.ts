import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Handler } from '../function/http/handler';
import { createLocalServer } from './local-server';

/** Runs the bundle on this machine: the same code as in the cloud, behind an HTTP server on loopback. */
function main(): void {
  const { PORT = '8787' } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    fail(`PORT: found "${PORT}"; allowed: a port from 1 to 65535, or 0 for any that is free`);
  }
  Object.assign(process.env, localDefaults(process.env));
  const server = createLocalServer(loadBundle());
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    fail(`Port ${PORT} is taken. Stop what listens there, or take another: make start PORT=${Number(PORT) + 1}`);
  });
  server.listen(Number(PORT), '127.0.0.1', () => greet((server.address() as AddressInfo).port));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
}

/** What the variables that are not set become here, where there may be neither Redis nor an account. */
function localDefaults(given: NodeJS.ProcessEnv): Record<string, string> {
  const hasRedis = Boolean(given.REDIS_HOST);
  const hasAccount = ['SMS_SDKAPPID', 'SMS_TEMPLATE_ID', 'SMS_SIGN'].some((name) => given[name]);
  return {
    CODE_STORE: given.CODE_STORE || (hasRedis ? 'redis' : 'memory'),
    SMS_SENDER: given.SMS_SENDER || (hasAccount ? 'tencentcloud' : 'console'),
    REDIS_PASSWORD: given.REDIS_PASSWORD ?? '',
    LOGIN_PAGE: given.LOGIN_PAGE || 'on',
    CODE_SECRET: given.CODE_SECRET || given.REDIS_PASSWORD ? (given.CODE_SECRET ?? '') : randomUUID(),
  };
}

function loadBundle(): Handler {
  const file = join(__dirname, '..', 'dist', 'function', 'index.js');
  try {
    return createRequire(file)(file).main_handler;
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    if (name === 'ConfigurationError') fail(message);
    if (code === 'MODULE_NOT_FOUND') fail('There is no bundle yet: run make bundle first.');
    throw error;
  }
}

function greet(port: number): void {
  const address = `http://127.0.0.1:${port}`;
  const { CODE_STORE, SMS_SENDER } = process.env;
  const codes = CODE_STORE === 'memory' ? 'in memory' : `in Redis at ${process.env.REDIS_HOST}`;
  const messages = SMS_SENDER === 'console' ? 'printed here' : 'sent by Tencent Cloud';
  console.log(`
SMS verification is ready on ${address}
Open it in a browser to log in. Codes are kept ${codes}, messages are ${messages}. Ctrl-C ends it.

  curl '${address}/?method=getSms&phone=8618566246600'
  curl '${address}/?method=login&phone=8618566246600&code=CODE'
`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

main();
