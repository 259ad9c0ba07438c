import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command-line';
import { findEnvironment, readEnvironmentName } from '../deployed-environment';
import { readAcceptanceOptions } from './acceptance-options';
import { connect } from './connect';
import { readPhoneOwner } from './phone-owner';
import type { Verdict, VerdictState } from './probe';
import { probes } from './probes';
import { countStates, reportRows, reportText } from './report';
import { runAcceptance } from './run-acceptance';

const usage = `Asks a deployed environment what the platform really does, claim by claim of
docs/platform.md.

  make acceptance ENVIRONMENT=dev [PHONE=+8618566246600] [ARGS="OPTION…"]

  PHONE             asks whether to send a message to this number, and then for
                    its code (default: no message)
  --var-file FILE   and other options of make deploy, such as --var and --output
  --results FOLDER  folder for ENVIRONMENT.json and ENVIRONMENT.md
                    (default: acceptance)
  --help            prints this text; it needs no ENVIRONMENT

It needs the rights of a deployment and that to invoke the function. It sends
about 300 requests, changes nothing, and takes a minute, or two if lines of the
log come late. It records names and types of what an event holds, never values.
The exit code is 1 if a claim is refuted.

  npx tsx local-cloud/cli.ts parity acceptance/dev.json

says afterwards where the local cloud differs from the platform.
`;

const marks: Readonly<Record<VerdictState, string>> = {
  confirmed: 'ok  ',
  refuted: 'FAIL',
  'not-reached': '-   ',
};

async function main(): Promise<void> {
  const { help, results, stack: options } = readAcceptanceOptions(process.argv.slice(2));
  if (help) return console.log(usage);
  const owner = readPhoneOwner(process.env.PHONE);
  const settings = findEnvironment(readEnvironmentName(process.env));
  const { name, trigger, region } = settings;
  // Before anything is asked, which takes time: whether the results can be written.
  mkdirSync(results, { recursive: true });
  const target = await connect({ settings, options, env: process.env, owner });
  console.log(`${name} at ${target.http.address}`);
  try {
    const { verdicts, answers, times } = await runAcceptance(target, probes, print);
    const rows = reportRows(verdicts);
    const measuredAt = new Date().toISOString();
    const file = join(results, name);
    const result = { environment: name, trigger, region, measuredAt, answers, times, claims: rows };
    writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 2)}\n`);
    writeFileSync(`${file}.md`, reportText(`Acceptance of ${name}, ${measuredAt}`, rows, times));
    for (const { name: row, advice } of rows) if (advice !== undefined) console.log(`\n${row}: ${advice}`);
    const { confirmed, refuted, 'not-reached': missed } = countStates(rows);
    console.log(`\n${confirmed} confirmed, ${refuted} refuted, ${missed} not reached: see ${file}.md and ${file}.json`);
    if (refuted > 0) process.exitCode = 1;
  } finally {
    target.http.close();
  }
}

/** Prints the verdicts of a probe: those that were not reached for the same reason as one. */
function print(verdicts: readonly Verdict[]): void {
  const reasons = new Map<string, string[]>();
  for (const { name, state, found } of verdicts) {
    if (state !== 'not-reached') console.log(`${marks[state]} ${name}: ${found}`);
    else reasons.set(found, [...(reasons.get(found) ?? []), name]);
  }
  for (const [reason, names] of reasons) console.log(`${marks['not-reached']} ${names.join(', ')}: ${reason}`);
}

runCommand(main);
