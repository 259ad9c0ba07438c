import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names of the program on different systems; `CHROMIUM` overrides them with a path. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const program = process.env.CHROMIUM || findProgram();

/** Whether Chromium is installed. */
export const hasChromium = program !== undefined;

/** Starts a headless browser. */
export function startChromium(): Promise<Browser> {
  if (program === undefined) throw new Error('There is no Chromium on PATH.');
  // Chromium cannot create its sandbox as root or in a container.
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
