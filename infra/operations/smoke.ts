import { parseArgs } from 'node:util';
import { runCommand } from './command-line';
import { readEnvironmentName } from './deployed-environment';
import { checkFunction } from './smoke-checks';
import { readOutput } from './terraform-outputs';

/** Asks the deployed function what needs no SMS: a line for each answer, exit code 1 where one is not as expected. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { output: { type: 'string', default: 'cdktf.out' }, wait: { type: 'string', default: '30' } },
  });
  const wait = Number(values.wait);
  if (!(wait >= 0)) throw new Error(`--wait: found "${values.wait}"; allowed: seconds, such as 30.`);
  const environment = readEnvironmentName(process.env);
  const url = await readOutput(values.output, environment, 'url');
  console.log(`${environment} at ${url}`);
  for await (const { check, found, milliseconds, isRight } of checkFunction({ url, wait })) {
    console.log(`${isRight ? 'ok  ' : 'FAIL'} ${check.claim.padEnd(38)}${String(milliseconds).padStart(6)} ms`);
    if (isRight) continue;
    console.log(`     found: ${found}; expected: ${check.expected}\n     ${check.advice}`);
    process.exitCode = 1;
  }
}

runCommand(main);
