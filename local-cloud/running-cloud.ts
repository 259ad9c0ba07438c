import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A local cloud of another process, as that tells of itself in its state folder. */
export interface RunningCloud {
  readonly pid: number;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly registryEnv: Readonly<Record<string, string>>;
}

const fileIn = (stateFolder: string) => join(stateFolder, 'running.json');

/** Tells that a local cloud runs with this state. */
export function announce(stateFolder: string, running: RunningCloud): void {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(stateFolder), JSON.stringify(running), { mode: 0o600 });
}

/** Takes that back. */
export function retract(stateFolder: string): void {
  rmSync(fileIn(stateFolder), { force: true });
}

/** @returns the local cloud that runs with this state; `undefined` where there is none, or it has died */
export async function findRunning(stateFolder: string): Promise<RunningCloud | undefined> {
  const file = fileIn(stateFolder);
  if (!existsSync(file)) return undefined;
  const running: RunningCloud = JSON.parse(readFileSync(file, 'utf8'));
  const answers = await fetch(`${running.url}/account`).then(
    ({ ok }) => ok,
    () => false,
  );
  return answers && existsSync(file) ? running : undefined;
}
