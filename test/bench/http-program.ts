import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startLocalServer } from '../../demo/local-server';
import { sendRequests } from './http-load';
import { connectBare, loadService } from './measured-service';
import { type PreparedLogin, prepareLogins } from './prepared-logins';
import { report } from './report';
import type { Round, Taken } from './rounds';

const connections = 16;
const rounds = 9;
/** Codes of a round, each of which is entered wrong and then right. */
const codes = 3_000;

/** The rounds, each with both servers in turn. */
export type HttpReport = readonly Round[];

/** A message to a server. The commands are those of the bare one's next requests. */
type Order = { readonly commands: ReadonlyArray<PreparedLogin['evalsha']> } | 'usage';

/** Logs in over HTTP: at the server of `make start`, and at a bare HTTP server that runs the same scripts; each in a process of its own. */
async function main(): Promise<void> {
  const [, , role] = process.argv;
  if (role === 'service') return serve(await startLocalServer(loadService(), 0));
  if (role === 'bare') return serveBare();
  const redis = connectBare();
  const servers = { bare: await start('bare'), logins: await start('service') };
  const kept: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const taken = {
      bare: await measure(servers.bare, await prepareLogins(redis, codes), /"ok"/),
      logins: await measure(servers.logins, await prepareLogins(redis, codes), /"(?:Success|CodeIsError)"/),
    };
    // The first round warms up the JIT compiler.
    if (round > 0) kept.push(taken);
  }
  for (const { child } of Object.values(servers)) child.kill();
  report(kept satisfies HttpReport);
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(role: 'service' | 'bare'): Promise<Server> {
  const child = fork(__filename, [role], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server exited with ${code}.`)));
  const [{ port }] = await Promise.race([once(child, 'message'), failed]);
  return { child, port };
}

async function measure(
  { child, port }: Server,
  prepared: ReadonlyArray<readonly PreparedLogin[]>,
  isReply: RegExp,
): Promise<Taken> {
  const logins = 2 * prepared.length;
  await ask(child, { commands: prepared.flat().map(({ evalsha }) => evalsha) });
  // The bare server finds its command by the path, which the service does not read.
  const requests = prepared.map((ofOneCode, code) =>
    ofOneCode.map(({ fields }, index) => ({ path: `/${2 * code + index}`, body: JSON.stringify(fields) })),
  );
  const before = await ask(child, 'usage');
  const startedAt = performance.now();
  await sendRequests(port, requests, { connections, isReply });
  const seconds = (performance.now() - startedAt) / 1000;
  return { rate: logins / seconds, processorTime: ((await ask(child, 'usage')) - before) / logins };
}

/** Returns the microseconds of processor time that a server has used. */
async function ask(child: ChildProcess, order: Order): Promise<number> {
  child.send(order);
  const [{ used }] = await once(child, 'message');
  return used;
}

/** Answers orders. */
function serve(
  { port }: { readonly port: number },
  take: (commands: ReadonlyArray<PreparedLogin['evalsha']>) => void = () => {},
): void {
  process.on('message', (order: Order) => {
    if (order !== 'usage') take(order.commands);
    const { user, system } = process.cpuUsage();
    process.send?.({ used: user + system });
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ port });
}

/** A server that runs the next script for each request, and replies when Redis has. */
function serveBare(): void {
  const redis = connectBare();
  let commands: ReadonlyArray<PreparedLogin['evalsha']> = [];
  const server = createServer((request, response) => {
    request.resume();
    const [sha, keyCount, ...rest] = commands[Number(request.url?.slice(1))] ?? ['', 0];
    redis.evalsha(sha, keyCount, ...rest).then(
      () => response.setHeader('content-type', 'application/json').end('{"result":"ok"}'),
      (error) => response.destroy(error),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    serve({ port }, (next) => {
      commands = next;
    });
  });
}

main();
