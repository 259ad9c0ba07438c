import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudError } from './account/cloud-error';
import { readFaults } from './account/faults';
import { describeFaults } from './fault-usage';
import { type LocalCloud, startLocalCloud } from './local-cloud';
import { runParity } from './parity/parity-command';
import { deleteRunningFile, findRunningCloud, writeRunningFile } from './running-cloud';

const usage = `Starts a stand-in of Tencent Cloud on this machine, and prints the environment variables with which
programs use it. Ctrl-C stops it and everything that runs in it.

  npx tsx local-cloud/cli.ts [OPTION]…

  --state FOLDER            keeps the account's state between runs (default: in memory only)
  --port PORT               port of the API and the inbox, 1 to 65535 (default: a free port)
  --sms-daily-limit NUMBER  messages that the SMS application sends to a number in a day, 1 to 1000
                            (default: 2, as for a new SMS application of Tencent Cloud)
  --fault NAME[=VALUE]      a fault of the account, from the list below; can be repeated
                            (default: none)
  --record NAME=TARGET      a CNAME record, as a domain of one's own needs it; can be repeated
                            (default: none)
  --state-bucket NAME       a bucket of COS in ap-guangzhou for states, such as
                            sms-state-1300000000, with a proxy for HTTPS to it (default: neither)

Faults:

${describeFaults()}

Export the printed variables in another terminal, and deploy from there, for example:

  npx cdktf deploy sms-verification-dev --skip-provider-lock

To compare what Tencent Cloud answered with what the local cloud answers:

  npx tsx local-cloud/cli.ts parity --help
`;

async function main(): Promise<void> {
  const { stateFolder, port, smsDailyLimit, faults, records, stateBucket } = readArguments();
  const running = stateFolder === undefined ? undefined : await findRunningCloud(stateFolder);
  if (running !== undefined)
    fail(`A local cloud is already running with ${stateFolder}: process ${running.pid}, ${running.url}`);
  const cloud = await startLocalCloud({
    ...(stateFolder !== undefined && { stateFolder }),
    ...(port !== undefined && { port }),
    smsDailyLimit,
    faults,
    records,
    stateBucket,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.cause instanceof CloudError) {
      fail(`${error.message}\nStart with another --state FOLDER, or without it; see --help for all faults.`);
    }
    if (error instanceof CloudError) fail(`--state-bucket: ${error.message}\nSee --help for all options and faults.`);
    if (error.code === 'EADDRINUSE')
      fail(`Port ${port} is in use: choose another with --port, or omit --port to use a free one.`);
    throw error;
  });
  const { url, env } = cloud;
  if (stateFolder !== undefined)
    writeRunningFile(stateFolder, { pid: process.pid, url, env, registryEnv: cloud.registryEnv, socket: cloud.socket });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stop(cloud, stateFolder));
  }
  for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
  console.log("# To use the registry's provider, also set these:");
  for (const [name, value] of Object.entries(cloud.registryEnv)) {
    if (env[name] !== value) console.log(`# export ${name}='${value}'`);
  }
  if (cloud.stateEnv !== undefined) console.log('# To keep states in COS, also set these:');
  for (const [name, value] of Object.entries(cloud.stateEnv ?? {})) console.log(`# export ${name}='${value}'`);
  console.log(
    `# Messages arrive at ${url}/inbox, ${url}/alarms has the alarms, and ${url}/account lists the account's resources.`,
  );
}

async function stop(cloud: LocalCloud, stateFolder: string | undefined): Promise<void> {
  await cloud.stop();
  if (stateFolder !== undefined) deleteRunningFile(stateFolder);
  process.exit(0);
}

interface Arguments {
  readonly stateFolder: string | undefined;
  readonly port: number | undefined;
  readonly smsDailyLimit: number | undefined;
  readonly faults: readonly string[];
  readonly records: Readonly<Record<string, string>>;
  readonly stateBucket: string | undefined;
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        state: { type: 'string' },
        port: { type: 'string' },
        'sms-daily-limit': { type: 'string' },
        fault: { type: 'string', multiple: true },
        record: { type: 'string', multiple: true },
        'state-bucket': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const { fault: faults = [] } = values;
    readFaults(faults);
    return {
      stateFolder: values.state === undefined ? undefined : resolve(values.state),
      port: readNumber('--port', values.port, 65_535),
      smsDailyLimit: readNumber('--sms-daily-limit', values['sms-daily-limit'], 1000),
      faults,
      records: Object.fromEntries((values.record ?? []).map(readRecord)),
      stateBucket: values['state-bucket'],
    };
  } catch (error) {
    return fail(`${(error as Error).message}\nSee --help for all options and faults.`);
  }
}

function readRecord(text: string): [name: string, target: string] {
  const [, name, target] = /^([a-z0-9.-]+)=([a-z0-9.:-]+)$/.exec(text) ?? [];
  if (name !== undefined && target !== undefined) return [name, target];
  throw new Error(
    `--record: found "${text}"; allowed: two names, such as sms.example.com=1300000000.ap-guangzhou.tencentscf.com`,
  );
}

function readNumber(option: string, text: string | undefined, maximum: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= maximum) return value;
  throw new Error(`${option}: found "${text}"; allowed: 1 to ${maximum}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

if (process.argv[2] === 'parity') process.exitCode = runParity(process.argv.slice(3));
else main();
