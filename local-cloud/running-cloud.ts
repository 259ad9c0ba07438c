import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writePrivateFile } from './private-file';

/** A local cloud in another process, as it describes itself in its state folder. */
export interface RunningCloud {
  readonly pid: number;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly registryEnv: Readonly<Record<string, string>>;
}

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

/** @returns the local cloud that uses the state folder; `undefined` if there is none, or it does not respond */
export async function findRunningCloud(stateFolder: string): Promise<RunningCloud | undefined> {
  const file = fileIn(stateFolder);
  if (!existsSync(file)) return undefined;
  const running: RunningCloud = JSON.parse(readFileSync(file, 'utf8'));
  const responds = await fetch(`${running.url}/account`).then(
    ({ ok }) => ok,
    () => false,
  );
  return responds && existsSync(file) ? running : undefined;
}
