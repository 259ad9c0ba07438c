import { readStateBucket } from '../../terraform/state-location';
import { searchConfig } from '../account-client';
import { runCommand } from '../command-line';
import { readReportOptions } from '../report-options';
import { listDeployedEnvironments } from './deployed-environments';
import { reportJson, reportText } from './report';
import { findState } from './state-presence';

const help = `make environments [ARGS=--json]

Lists the environments of the account, from the account and not from this
machine: how old they are, when and from which commit their functions were last
deployed, where they answer, how many parts they have, what their Redis
instances cost an hour, and whether their states are there. It changes nothing.

An environment is incomplete if it has no function: its deployment was
interrupted, or is under way. A state is unknown if it cannot be read.

  --json  print one JSON document instead of a table
  --help  print this text
`;

/** `make environments`. The arguments are the words of `ARGS`. */
async function main(): Promise<void> {
  const { help: asksForHelp, json } = readReportOptions(process.argv.slice(2));
  if (asksForHelp) {
    process.stdout.write(help);
    return;
  }
  const bucket = readStateBucket(process.env);
  const environments = await listDeployedEnvironments((region) => searchConfig(process.env, region));
  const listed = await Promise.all(
    environments.map(async (one) => ({ ...one, presence: await findState(one.name, bucket) })),
  );
  process.stdout.write(json ? reportJson(listed) : reportText(listed, new Date()));
}

runCommand(main);
