import { parseArgs } from 'node:util';
import { runCommand } from './command-line';
import { findEnvironment, readEnvironmentName } from './deployed-environment';
import { refuseEndedCloud } from './local-cloud-target';
import { sampleLogin } from './sample-login';
import { runSmokeChecks } from './smoke-checks';
import { readOutput } from './terraform-outputs';

/** Checks a deployed function without sending an SMS. Prints a line for each check; the exit code is 1 if one fails. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { output: { type: 'string', default: 'cdktf.out' }, wait: { type: 'string', default: '30' } },
  });
  const waitSeconds = Number(values.wait);
  if (!(waitSeconds >= 0)) throw new Error(`--wait: found "${values.wait}"; allowed: a number of seconds, such as 30.`);
  const settings = findEnvironment(readEnvironmentName(process.env));
  await refuseEndedCloud(process.env);
  const url = await readOutput(values.output, settings.name, 'url');
  console.log(`${settings.name} at ${url}`);
  for await (const { check, found, milliseconds, passed, advice } of runSmokeChecks({
    url,
    login: sampleLogin(settings),
    waitSeconds,
  })) {
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${check.title.padEnd(38)}${String(milliseconds).padStart(6)} ms`);
    if (passed) continue;
    console.log(`     found: ${found}; expected: ${check.expected}\n     ${advice}`);
    process.exitCode = 1;
  }
}

runCommand(main);
