import { createMainHandler } from './service';

/**
 * The handler `index.main_handler`, which the platform calls. Its parts are created once, at the cold start of an instance.
 * platform: handler-file
 *
 * @public
 */
export const main_handler = createMainHandler({
  environment: process.env,
  now: Date.now,
  writeLine: (line) => process.stdout.write(`${line}\n`),
});
