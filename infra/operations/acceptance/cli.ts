import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { runCommand } from '../command-line';
import { findEnvironment, readEnvironmentName } from '../deployed-environment';
import { readAcceptanceOptions } from './acceptance-options';
import { connect } from './connect';
import type { PhoneOwner, Verdict, VerdictState } from './probe';
import { probes } from './probes';
import { countStates, reportRows, reportText } from './report';
import { runAcceptance } from './run-acceptance';

const usage = `Asks a deployed environment what the platform really does, claim by claim of
docs/platform.md.

  make acceptance ENVIRONMENT=dev [PHONE=+8618566246600] [ARGS="OPTION…"]

  PHONE             sends one message to this number, and asks you for its code
                    (default: no message)
  --var-file FILE   and other options of make deploy, such as --var and --output
  --results FOLDER  folder for ENVIRONMENT.json and ENVIRONMENT.md
                    (default: acceptance)
  --help            prints this text

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
  const owner = readOwner(process.env.PHONE);
  const settings = findEnvironment(readEnvironmentName(process.env));
  const { name, trigger, region } = settings;
  const target = await connect({ settings, options, env: process.env, owner });
  console.log(`${name} at ${target.http.address}`);
  try {
    const { verdicts, answers, times } = await runAcceptance(target, probes, (decided) => decided.forEach(print));
    const rows = reportRows(verdicts);
    const measuredAt = new Date().toISOString();
    mkdirSync(results, { recursive: true });
    const file = join(results, name);
    const result = { environment: name, trigger, region, measuredAt, answers, times, claims: rows };
    writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 2)}\n`);
    writeFileSync(`${file}.md`, reportText(`Acceptance of ${name}, ${measuredAt}`, rows, times));
    const { confirmed, refuted, 'not-reached': missed } = countStates(rows);
    for (const { name: claim, state, advice } of rows)
      if (state === 'refuted') console.log(`\n${claim}: ${advice ?? 'see above'}`);
    console.log(`\n${confirmed} confirmed, ${refuted} refuted, ${missed} not reached: see ${file}.md and ${file}.json`);
    if (refuted > 0) process.exitCode = 1;
  } finally {
    target.http.close();
    process.stdin.pause();
  }
}

function print({ name, state, found }: Verdict): void {
  console.log(`${marks[state]} ${name}: ${found}`);
}

function readOwner(phone: string | undefined): PhoneOwner | undefined {
  if (!phone) return undefined;
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) {
    throw new Error(`PHONE: found "${phone}"; allowed: a number with its country code, such as +8618566246600.`);
  }
  const lines = createInterface({ input: process.stdin, terminal: false });
  const answers = lines[Symbol.asyncIterator]();

  return {
    phone,
    async ask(question) {
      process.stdout.write(question);
      const { value = '', done } = await answers.next();
      if (done) throw new Error('nobody has answered: run make acceptance at a terminal');
      return value;
    },
  };
}

runCommand(main);
