import { parseArgs } from 'node:util';
import { runCommand } from './command-line';
import { findEnvironment, readEnvironmentName } from './deployed-environment';
import { readFunctionLog } from './function-log';

/** The units of `--since`, in minutes. */
const unitMinutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** Prints the newest lines of a deployed function's log, the newest last. platform: log-lines-delay */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { since: { type: 'string', default: '1h' }, lines: { type: 'string', default: '100' } },
  });
  const minutes = readMinutes(values.since);
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

function readMinutes(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * (unitMinutes[unit] ?? 0);
  if (minutes > 0) return minutes;
  throw new Error(`SINCE: found "${text}"; allowed: minutes, hours or days, such as 30m, 2h or 7d.`);
}

function readMaxLines(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000) return Number(text);
  throw new Error(`LINES: found "${text}"; allowed: 1 to 1000.`);
}

runCommand(main);
