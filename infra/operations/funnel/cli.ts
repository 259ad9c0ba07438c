import { accountClientConfig } from '../account-client';
import { runCommand } from '../command-line';
import { findEnvironment, readEnvironmentName } from '../deployed-environment';
import { findFunctionLog } from '../find-function-log';
import { readReportOptions } from '../report-options';
import { longestDays, readSinceInLog } from '../since';
import { attemptsOf } from './attempts';
import { countDeliveries } from './delivery';
import { readNumberEvents } from './number-events';
import { reportJson, reportText } from './report';

const help = `make funnel ENVIRONMENT=prod [SINCE=24h] [ARGS=--json]

Tells from the log how many asked for a code, got a message and entered the
right code, by country and hour, with the share that got in and the median
time; and what carriers reported of the messages.

An attempt is everything of one number from the first request for a code until
the right code. One that may still succeed is open, and not in the share.

  SINCE   how far back: minutes, hours or days, such as 30m, 24h or 7d
  --json  prints one JSON document
  --help  prints this text; it needs no ENVIRONMENT
`;

/** `make funnel`. The arguments are the words of `ARGS`. */
async function main(): Promise<void> {
  const { help: asksForHelp, json } = readReportOptions(process.argv.slice(2));
  if (asksForHelp) {
    process.stdout.write(help);
    return;
  }
  const settings = findEnvironment(readEnvironmentName(process.env));
  // Hours of which CLS has deleted the lines would look as if nobody had asked.
  const log = { environment: settings.name, days: settings.monitoring?.retentionDays ?? longestDays };
  const minutes = readSinceInLog(process.env.SINCE || '24h', log);
  const config = accountClientConfig(process.env, settings.region);
  const { topicId, sdkAppId } = await findFunctionLog(config, settings);
  const until = Date.now();
  const from = until - minutes * 60_000;
  // One millisecond more, because the end is exclusive.
  const { events, unidentified } = await readNumberEvents(config, topicId, [from, until + 1]);
  const findings = {
    environment: settings.name,
    from,
    until,
    attempts: attemptsOf(events, until),
    unidentified,
    delivery: await countDeliveries(config, sdkAppId, [from, until]),
  };
  const isTerminal = process.stdout.isTTY === true;
  const style = { isTerminal, hasColors: isTerminal && !process.env.NO_COLOR };
  process.stdout.write(json ? reportJson(findings) : reportText(findings, style));
}

runCommand(main);
