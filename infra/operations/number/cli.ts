import { accountClientConfig } from '../account-client';
import { describeError, runCommand } from '../command-line';
import { findEnvironment, readEnvironmentName } from '../deployed-environment';
import { askFunction } from './ask-function';
import { type DeliveryQuery, findDeliveryReports } from './delivery-reports';
import { hideNumber } from './hide-number';
import { readNumberOptions } from './number-options';
import { type Delivery, reportJson, reportText } from './report';

const help = `make number ENVIRONMENT=prod PHONE=+8618566246600 [RELEASE=1] [FULL=1]
            [ARGS=--json]

Tells why a code may not have arrived: the messages of the day to the number,
when the next may be sent, whether a code is live (never the code), the attempts
that are left, what refuses messages, and what carriers reported.

  PHONE      the number, with + and its country code
  RELEASE=1  lifts the waits and blocks of this number first, never attempts
  FULL=1     prints the number, which is masked otherwise
  --json     prints one JSON document
  --help     prints this text; it needs no ENVIRONMENT

It asks the function by Invoke, which needs the right scf:InvokeFunction. Each
use leaves a line in the function's log.
`;

/** How far back carriers' reports are read. */
const hours = 24;

/** `make number`. The arguments are the words of `ARGS`. */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    process.stdout.write(help);
    return;
  }
  const { phone, release, full, json } = readNumberOptions(process.env, words);
  const settings = findEnvironment(readEnvironmentName(process.env));
  const config = accountClientConfig(process.env, settings.region);
  const answer = await askFunction({ config, functionName: settings.function.name, phone, release });
  const findings = {
    environment: settings.name,
    phone: full ? phone : answer.report.phone,
    state: answer.report,
    released: release,
    hasOwnLog: answer.hasOwnLog,
    requestId: answer.requestId,
    delivery: answer.report.isTest
      ? { unavailable: 'nothing is sent to a test number' }
      : await readDelivery({ phone, sdkAppId: answer.sdkAppId, hours, config }),
  };
  process.stdout.write(json ? reportJson(findings) : reportText(findings));
}

/** What the function told is worth printing, even if carriers' reports cannot be read. */
async function readDelivery(query: DeliveryQuery): Promise<Delivery> {
  if (query.sdkAppId === '') return { unavailable: 'the function prints messages, and sends none' };
  try {
    return { reports: await findDeliveryReports(query), hours };
  } catch (error) {
    // The API may repeat the number.
    return { unavailable: `unknown, the SMS API did not tell: ${hideNumber(describeError(error), query.phone)}` };
  }
}

runCommand(main);
