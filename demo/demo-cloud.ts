import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../infra/project-root';
import { makePrivateFolder } from '../local-cloud/private-file';
import { findRunningCloud, type RunningCloud } from '../local-cloud/running-cloud';
import { demoFolder } from './demo-folder';
import { endProcesses, findProcesses } from './processes';

/** Messages that the account's SMS application sends to a number in a day: as many as the demo does. A new application sends 2. */
export const smsDailyLimit = 10;
/** Seconds in which the local cloud has to start, and to stop. */
const patienceSeconds = 30;
/** Seconds in which one that is running has to respond. */
const responseSeconds = 10;

const script = join('local-cloud', 'cli.ts');
const isDemoCloud = (command: string) =>
  command.startsWith('node ') && command.includes(script) && `${command} `.includes(` --state ${demoFolder} `);

/** Whether a local cloud with the demo's account runs, responding or not, and with its files or without. */
export const isCloudRunning = (): boolean => findProcesses(isDemoCloud).length > 0;

/**
 * Finds the demo's local cloud, or starts it. It keeps running after this process has ended.
 *
 * @throws {Error} with its log if it does not start
 */
export async function openCloud(): Promise<RunningCloud> {
  // It may have been started by hand, with another path of the folder.
  const isThere = (await findRunningCloud(demoFolder)) !== undefined || isCloudRunning();
  if (isThere) {
    const running = await waitForCloud(isCloudRunning, responseSeconds);
    if (running !== undefined) {
      console.log(`The local cloud is running at ${running.url}`);
      return running;
    }
    console.log('The local cloud that is running does not respond. It is started again.');
    await stopCloud();
  }
  makePrivateFolder(demoFolder);
  const logFile = join(demoFolder, 'log');
  const log = openSync(logFile, 'a', 0o600);
  const sizeBefore = readFileSync(logFile).length;
  const options = ['--state', demoFolder, '--sms-daily-limit', String(smsDailyLimit)];
  const child = spawn('node', ['--import', 'tsx', join(projectRoot, script), ...options], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  child.unref();
  const started = await waitForCloud(() => child.exitCode === null && child.signalCode === null, patienceSeconds);
  if (started !== undefined) {
    console.log(`A local cloud has started at ${started.url}`);
    return started;
  }
  await stopCloud();
  throw new Error(`The local cloud did not start. Its log:\n${readFileSync(logFile).subarray(sizeBefore)}`);
}

async function waitForCloud(isAlive: () => boolean, seconds: number): Promise<RunningCloud | undefined> {
  const deadline = Date.now() + seconds * 1000;
  let running = await findRunningCloud(demoFolder);
  while (running === undefined && Date.now() < deadline && isAlive()) {
    await sleep(50);
    running = await findRunningCloud(demoFolder);
  }
  return running;
}

/** Stops the local cloud and everything that runs in it. */
export async function stopCloud(): Promise<void> {
  await stopByHand();
  await endProcesses(isDemoCloud, 'SIGTERM', patienceSeconds * 1000);
}

/** Stops one that was started with another path of the folder. What responds on its socket has the recorded process ID. */
async function stopByHand(): Promise<void> {
  const running = await findRunningCloud(demoFolder);
  if (running === undefined || findProcesses(isDemoCloud).includes(running.pid)) return;
  process.kill(running.pid, 'SIGTERM');
  const isStillThere = async () => (await findRunningCloud(demoFolder))?.socket === running.socket;
  for (const deadline = Date.now() + patienceSeconds * 1000; Date.now() < deadline && (await isStillThere()); ) {
    await sleep(50);
  }
}

/** Lists the account's resources, one per line. */
export async function readAccount({ url }: RunningCloud): Promise<readonly string[]> {
  const response = await fetch(`${url}/account`, { signal: AbortSignal.timeout(responseSeconds * 1000) });
  return (await response.json()) as readonly string[];
}
