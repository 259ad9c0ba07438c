import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names under which systems have it; a path can be set. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const program = process.env.CHROMIUM || findProgram();

/** Whether there is a Chromium to start. */
export const hasChromium = program !== undefined;

/** Starts a browser without a window. */
export function startChromium(): Promise<Browser> {
  if (program === undefined) throw new Error('There is no Chromium on PATH.');
  // As root, and in containers, it cannot make its sandbox.
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

function findProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
