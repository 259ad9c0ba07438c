import { parseArgs } from 'node:util';
import { runCommand } from './command-line';
import { findEnvironment, readEnvironmentName } from './deployed-environment';
import { readFunctionLog } from './function-log';
import { readSince } from './since';

/** Prints the newest lines of a deployed function's log, the newest last. platform: log-lines-delay */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { since: { type: 'string', default: '1h' }, lines: { type: 'string', default: '100' } },
  });
  const minutes = readSince(values.since);
  const maxLines = readMaxLines(values.lines);
  const settings = findEnvironment(readEnvironmentName(process.env));
  const lines = await readFunctionLog({ settings, minutes, maxLines, env: process.env });
  for (const line of lines) console.log(line);
  if (lines.length === 0) {
    console.error(
      `${settings.function.name} has written no lines in the last ${values.since}. ` +
        'New lines take up to a minute to appear. For older lines set SINCE, such as SINCE=1d.',
    );
  }
}

function readMaxLines(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000) return Number(text);
  throw new Error(`LINES: found "${text}"; allowed: 1 to 1000.`);
}

runCommand(main);
