import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerraformInstalled, terraformEnvironment } from '../infra/operations/terraform-program';
import { projectRoot } from '../infra/project-root';
import { makePrivateFolder } from '../local-cloud/private-file';
import { hasRedisServer } from '../local-cloud/process/redis-server';
import { findRunningCloud, type RunningCloud } from '../local-cloud/running-cloud';

/** Holds everything that the demo creates: the account, the synthesized stack and its state. */
const folder = resolve(process.env.LOCAL_CLOUD_FOLDER || join(projectRoot, '.local-cloud'));
const stack = 'sms-verification-demo';
/** Whether to deploy with the provider from the registry instead of the local cloud's own. @default false */
const usesRegistry = process.env.PROVIDER === 'registry';
/** Messages that the account's SMS application sends to a number in a day: as many as the demo does. A new application sends 2. */
const smsDailyLimit = 10;
/** Seconds to wait until the local cloud runs. */
const startTimeoutSeconds = 30;

/** `make demo` and `make demo-destroy`: deploys the demo to a local cloud with the real cdktf and Terraform, or destroys it. */
async function main(): Promise<void> {
  // State and outputs hold secrets: no other user may read what this process and its child processes write.
  process.umask(0o077);
  const [command] = process.argv.slice(2);
  if (command !== 'up' && command !== 'down') fail('The command is up or down: run make demo or make demo-destroy.');
  if (![undefined, '', 'registry'].includes(process.env.PROVIDER)) {
    fail(`PROVIDER: found "${process.env.PROVIDER}"; allowed: registry, or unset for the local cloud's own provider.`);
  }
  if (!isTerraformInstalled()) {
    fail(
      'The demo needs Terraform or OpenTofu on PATH (developer.hashicorp.com/terraform/install, opentofu.org). Without them, use make start.',
    );
  }
  if (!hasRedisServer) fail('The demo needs redis-server on PATH. Without it, use make start.');
  await (command === 'up' ? up() : down());
}

async function up(): Promise<void> {
  const cloud = await startCloud();
  console.log(`\nDeploying ${stack} to it with cdktf and Terraform…\n`);
  await cdktf(cloud, 'deploy');
  const { url = '' } = readOutputs();
  console.log(`
The demo answers at ${url}
Messages arrive at  ${cloud.url}/inbox
Open both in a browser to log in, or run these commands:

  curl '${url}?method=getSms&phone=8618566246600'
  curl '${url}?method=login&phone=8618566246600&code=CODE&handle=HANDLE'

The SMS application sends ${smsDailyLimit} messages to a number in a day. A new one of Tencent Cloud sends 2, until you raise its limit.

To destroy the demo: make demo-destroy`);
}

async function down(): Promise<void> {
  if (!existsSync(folder)) return console.log('There is no demo to destroy.');
  const cloud = await startCloud();
  await cdktf(cloud, 'destroy');
  const left = (await (await fetch(`${cloud.url}/account`)).json()) as readonly string[];
  process.kill(cloud.pid, 'SIGTERM');
  while ((await findRunningCloud(folder)) !== undefined) await sleep(20);
  if (left.length > 0) fail(`The account still has resources:\n${left.map((line) => `  ${line}`).join('\n')}`);
  rmSync(folder, { recursive: true });
  console.log('\nThe account is empty, and the local cloud has stopped.');
}

/** Finds the demo's local cloud, or starts it. It keeps running after this process has ended. */
async function startCloud(): Promise<RunningCloud> {
  const running = await findRunningCloud(folder);
  if (running !== undefined) {
    console.log(`The local cloud is running at ${running.url}`);
    return running;
  }
  makePrivateFolder(folder);
  const log = openSync(join(folder, 'log'), 'a', 0o600);
  const options = ['--state', folder, '--sms-daily-limit', String(smsDailyLimit)];
  const child = spawn('node', ['--import', 'tsx', join(projectRoot, 'local-cloud', 'cli.ts'), ...options], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  child.unref();
  const started = await waitUntilRunning(child);
  console.log(`A local cloud has started at ${started.url}`);
  return started;
}

async function waitUntilRunning(child: ChildProcess): Promise<RunningCloud> {
  for (let waited = 0; waited < startTimeoutSeconds * 1000 && child.exitCode === null; waited += 50) {
    const running = await findRunningCloud(folder);
    if (running !== undefined) return running;
    await sleep(50);
  }
  return fail(`The local cloud did not start. Its log:\n${readFileSync(join(folder, 'log'), 'utf8')}`);
}

/** Runs cdktf with the demo's own output folder, so that it does not touch the stacks and state of real deployments. */
async function cdktf(cloud: RunningCloud, command: 'deploy' | 'destroy'): Promise<void> {
  const colourOptions = process.stdout.isTTY && !process.env.NO_COLOR ? [] : ['--no-color'];
  const outputOptions = command === 'deploy' ? ['--outputs-file', join(folder, 'outputs.json')] : [];
  const args = [
    command,
    stack,
    '--auto-approve',
    '--skip-provider-lock',
    '--output',
    join(folder, 'cdktf.out'),
    ...outputOptions,
    ...colourOptions,
  ];
  const child = spawn(join(projectRoot, 'node_modules', '.bin', 'cdktf'), args, {
    cwd: projectRoot,
    env: terraformEnvironment(usesRegistry ? cloud.registryEnv : cloud.env),
    stdio: 'inherit',
  });
  // Ctrl-C signals cdktf too, which saves the state and exits; wait for it.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  process.off('SIGINT', ignore);
  if (code === 0) return;
  const hint = usesRegistry ? ' Terraform must find the provider in the registry or in its plugin folder.' : '';
  fail(
    `cdktf ${command} exited with code ${code}.${hint} The local cloud is still running: retry, or run make demo-destroy.`,
  );
}

function readOutputs(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8'))[stack];
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

main();
