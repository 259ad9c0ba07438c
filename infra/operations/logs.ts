import { parseArgs } from 'node:util';
import { runCommand } from './command-line';
import { readEnvironmentName, settingsOf } from './deployed-environment';
import { readFunctionLog } from './function-log';

/** Minutes of a unit of `--since`. */
const units: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** Prints the newest lines of a deployed function's log, the newest last. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { since: { type: 'string', default: '1h' }, lines: { type: 'string', default: '100' } },
  });
  const minutes = readMinutes(values.since);
  const most = readLines(values.lines);
  const settings = settingsOf(readEnvironmentName(process.env));
  const lines = await readFunctionLog({ settings, minutes, lines: most, env: process.env });
  for (const line of lines) console.log(line);
  if (lines.length === 0) {
    console.error(
      `${settings.function.name} has written nothing in the last ${values.since}. ` +
        'A line takes up to a minute to be found; to look further back: SINCE=1d.',
    );
  }
}

function readMinutes(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * (units[unit] ?? 0);
  if (minutes > 0) return minutes;
  throw new Error(`SINCE: found "${text}"; allowed: minutes, hours or days, such as 30m, 2h or 7d.`);
}

function readLines(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1000) return Number(text);
  throw new Error(`LINES: found "${text}"; allowed: 1 to 1000.`);
}

runCommand(main);
