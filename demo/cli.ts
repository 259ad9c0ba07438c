import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerraformInstalled, terraformEnvironment } from '../infra/operations/terraform-program';
import { projectRoot } from '../infra/project-root';
import { hasRedisServer } from '../local-cloud/process/redis-server';
import { findRunningCloud, type RunningCloud } from '../local-cloud/running-cloud';

/** Everything that the demo makes: the account, the stack, its state. */
const folder = resolve(process.env.LOCAL_CLOUD_FOLDER || join(projectRoot, '.local-cloud'));
const stack = 'sms-verification-demo';
/** Whether Terraform is to start the provider of the registry itself. @default false */
const usesRegistry = process.env.PROVIDER === 'registry';
/** Seconds until the local cloud has to be there. */
const patience = 30;

/** Deploys the demo to a local cloud by the real cdktf and Terraform, or takes it down. */
async function main(): Promise<void> {
  const [command] = process.argv.slice(2);
  if (command !== 'up' && command !== 'down') fail('Say up or down: make demo, or make demo-destroy.');
  if (![undefined, '', 'registry'].includes(process.env.PROVIDER)) {
    fail(`PROVIDER: found "${process.env.PROVIDER}"; allowed: registry, or nothing for the local cloud's own.`);
  }
  if (!isTerraformInstalled()) {
    fail(
      'The demo needs Terraform or OpenTofu on PATH (developer.hashicorp.com/terraform/install, opentofu.org); make start runs the service without.',
    );
  }
  if (!hasRedisServer) fail('The demo needs redis-server on PATH; make start runs the service without.');
  await (command === 'up' ? up() : down());
}

async function up(): Promise<void> {
  const cloud = await startCloud();
  console.log(`\nDeploying ${stack} to it by cdktf and Terraform…\n`);
  await cdktf(cloud, 'deploy');
  const { url = '' } = readOutputs();
  console.log(`
The demo answers at ${url}
Messages arrive at  ${cloud.url}/inbox
Open both in a browser to log in, or copy these:

  curl '${url}?method=getSms&phone=8618566246600'
  curl '${url}?method=login&phone=8618566246600&code=CODE'

make demo-destroy takes it down.`);
}

async function down(): Promise<void> {
  if (!existsSync(folder)) return console.log('There is no demo: nothing to take down.');
  const cloud = await startCloud();
  await cdktf(cloud, 'destroy');
  const left = (await (await fetch(`${cloud.url}/account`)).json()) as readonly string[];
  process.kill(cloud.pid, 'SIGTERM');
  while ((await findRunningCloud(folder)) !== undefined) await sleep(20);
  if (left.length > 0) fail(`Something is left in the account:\n${left.map((line) => `  ${line}`).join('\n')}`);
  rmSync(folder, { recursive: true });
  console.log('\nThe account is empty, and the local cloud has ended.');
}

/** Finds the demo's local cloud, or starts it; it goes on when this process has ended. */
async function startCloud(): Promise<RunningCloud> {
  const running = await findRunningCloud(folder);
  if (running !== undefined) {
    console.log(`The local cloud runs at ${running.url}`);
    return running;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = openSync(join(folder, 'log'), 'a', 0o600);
  const child = spawn('node', ['--import', 'tsx', join(projectRoot, 'local-cloud', 'cli.ts'), '--state', folder], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  child.unref();
  const started = await untilRunning(child);
  console.log(`A local cloud has started at ${started.url}`);
  return started;
}

async function untilRunning(child: ChildProcess): Promise<RunningCloud> {
  for (let waited = 0; waited < patience * 1000 && child.exitCode === null; waited += 50) {
    const running = await findRunningCloud(folder);
    if (running !== undefined) return running;
    await sleep(50);
  }
  return fail(`The local cloud has not started; its log:\n${readFileSync(join(folder, 'log'), 'utf8')}`);
}

/** Runs cdktf in the demo's own folder, so that stacks and state of a real deployment are left alone. */
async function cdktf(cloud: RunningCloud, command: 'deploy' | 'destroy'): Promise<void> {
  const calm = process.stdout.isTTY && !process.env.NO_COLOR ? [] : ['--no-color'];
  const outputs = command === 'deploy' ? ['--outputs-file', join(folder, 'outputs.json')] : [];
  const args = [
    command,
    stack,
    '--auto-approve',
    '--skip-provider-lock',
    '--output',
    join(folder, 'cdktf.out'),
    ...outputs,
    ...calm,
  ];
  const child = spawn(join(projectRoot, 'node_modules', '.bin', 'cdktf'), args, {
    cwd: projectRoot,
    env: terraformEnvironment(usesRegistry ? cloud.registryEnv : cloud.env),
    stdio: 'inherit',
  });
  // Ctrl-C reaches both; what has been made by then is in the state.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  process.off('SIGINT', ignore);
  if (code === 0) return;
  const hint = usesRegistry ? ' Terraform has to find the provider, in the registry or its folder for plugins.' : '';
  fail(`cdktf ${command} ended with ${code}.${hint} The local cloud goes on: once more, or make demo-destroy.`);
}

function readOutputs(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8'))[stack];
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

main();
