import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePrivateFolder } from '../local-cloud/private-file';

/** A socket in the folder, on which the process listens that has the lock: when the process ends in whatever way, so does the lock. */
const name = 'lock';

/**
 * Takes the lock of a folder, and creates the folder. Waits as long as another process has the lock.
 *
 * @param onWait is called once if the lock is taken
 * @returns a function that releases the lock
 */
export async function takeLock(folder: string, onWait: () => void): Promise<() => void> {
  for (let waits = 0; ; waits += 1) {
    makePrivateFolder(folder);
    const release = await listen(folder);
    if (release !== undefined) return release;
    if (!(await isTaken(folder))) {
      rmSync(join(folder, name), { force: true });
      continue;
    }
    if (waits === 0) onWait();
    await sleep(100);
  }
}

async function listen(folder: string): Promise<(() => void) | undefined> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve(true));
    server.once('error', () => resolve(false));
  });
  inFolder(folder, () => server.listen(name));
  if (!(await listening)) return undefined;
  server.unref();
  const release = () => rmSync(join(folder, name), { force: true });
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}

async function isTaken(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = inFolder(folder, () => connect(name));
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Uses a relative path, as the absolute path of a socket has a limit of about 100 bytes. */
function inFolder<T>(folder: string, use: () => T): T {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return use();
  } finally {
    process.chdir(before);
  }
}
