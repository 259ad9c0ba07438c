import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalCloud, startLocalCloud } from './local-cloud';
import { announce, findRunning, retract } from './running-cloud';

const usage = `Starts a stand-in of Tencent Cloud on this machine, and prints what a program needs in its
environment to use it. Ctrl-C ends it, and everything that runs in it.

  npx tsx local-cloud/cli.ts [--state FOLDER] [--port PORT]

  --state FOLDER  keeps the account from one start to the next (default: nowhere)
  --port PORT     of the API and the inbox, 1 to 65535 (default: any that is free)

In another terminal, put the printed lines in, then for example:

  npx cdktf deploy sms-verification-dev --skip-provider-lock
`;

async function main(): Promise<void> {
  const { stateFolder, port } = readArguments();
  const running = stateFolder === undefined ? undefined : await findRunning(stateFolder);
  if (running !== undefined)
    fail(`A local cloud runs with ${stateFolder} already: process ${running.pid}, ${running.url}`);
  const cloud = await startLocalCloud({
    ...(stateFolder !== undefined && { stateFolder }),
    ...(port !== undefined && { port }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') fail(`Port ${port} is taken: name another one, or none for any that is free.`);
    throw error;
  });
  const { url, env } = cloud;
  if (stateFolder !== undefined) announce(stateFolder, { pid: process.pid, url, env, registryEnv: cloud.registryEnv });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => end(cloud, stateFolder));
  }
  for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
  console.log('# With the provider of the registry, these in place of the above:');
  for (const [name, value] of Object.entries(cloud.registryEnv)) {
    if (env[name] !== value) console.log(`# export ${name}='${value}'`);
  }
  console.log(`# Messages arrive at ${url}/inbox, and ${url}/account tells what was made.`);
}

async function end(cloud: LocalCloud, stateFolder: string | undefined): Promise<void> {
  await cloud.stop();
  if (stateFolder !== undefined) retract(stateFolder);
  process.exit(0);
}

function readArguments(): { readonly stateFolder: string | undefined; readonly port: number | undefined } {
  try {
    const { values } = parseArgs({
      options: { state: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535)) {
      throw new Error(`--port: found "${values.port}"; allowed: 1 to 65535`);
    }
    return { stateFolder: values.state === undefined ? undefined : resolve(values.state), port };
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

main();
