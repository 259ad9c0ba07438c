import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { makePrivateFolder, writePrivateFile } from './private-file';

/** A local cloud in another process, as it describes itself in its state folder. */
export interface RunningCloud {
  readonly pid: number;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly registryEnv: Readonly<Record<string, string>>;
  /** A socket on which no other process listens. */
  readonly socket: string;
}

/** Milliseconds in which it has to respond. */
const timeoutMs = 5000;

const fileIn = (stateFolder: string) => join(stateFolder, 'running.json');

/** Records in the state folder that a local cloud uses it. */
export function writeRunningFile(stateFolder: string, running: RunningCloud): void {
  makePrivateFolder(stateFolder);
  writePrivateFile(fileIn(stateFolder), JSON.stringify(running));
}

/** Removes the record when the local cloud stops. */
export function deleteRunningFile(stateFolder: string): void {
  rmSync(fileIn(stateFolder), { force: true });
}

/**
 * Finds the local cloud that uses the state folder.
 *
 * The record may be of one that was killed, and its process ID and its port may now be those of another program. But nobody
 * else listens on its socket.
 *
 * @returns `undefined` if there is none, or it does not respond
 */
export async function findRunningCloud(stateFolder: string): Promise<RunningCloud | undefined> {
  const running = readRunningFile(stateFolder);
  if (running?.socket === undefined || !(await isListening(running.socket))) return undefined;
  const responds = await fetch(`${running.url}/account`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return responds && readRunningFile(stateFolder)?.socket === running.socket ? running : undefined;
}

/** @returns `undefined` if there is none, or it cannot be read */
function readRunningFile(stateFolder: string): RunningCloud | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(stateFolder), 'utf8'));
  } catch {
    return undefined;
  }
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
