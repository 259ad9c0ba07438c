import { createMainHandler } from './service';

/** What the platform calls, as `index.main_handler`. Its parts are made once, when the instance starts. */
export const main_handler = createMainHandler({
  environment: process.env,
  now: Date.now,
  writeLine: (line) => process.stdout.write(`${line}\n`),
});
