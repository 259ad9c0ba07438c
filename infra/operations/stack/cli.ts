import { runCommand } from '../command-line';
import { describePreview, findEnvironment, readEnvironmentName } from '../deployed-environment';
import { describeTarget, refuseEndedCloud } from '../local-cloud-target';
import { requireSomebodyToAsk } from './approval';
import { deploy, diff } from './deploy';
import { readStackOptions } from './stack-options';
import { openStackSession, type StackSession } from './stack-session';
import { listStacks, synthesizeStacks, withoutStateFiles } from './synthesize';

type Command = (session: StackSession) => Promise<number>;
const commands: Readonly<Record<string, Command>> = {
  diff,
  deploy,
  // Loaded when it is needed: it calls nearly every service of the account.
  destroy: async (session) => (await import('./destroy')).destroy(session),
};

/** `make synth`, `make diff`, `make deploy` and `make destroy`. The arguments are the command and the words of `ARGS`. */
async function main(): Promise<void> {
  exitBetweenTerraformRuns();
  const [name = '', ...words] = process.argv.slice(2);
  const options = readStackOptions(words);
  if (name === 'synth') return synth(options.outputFolder);
  const command = commands[name];
  if (command === undefined) throw new Error(`found "${name}"; allowed: synth, ${Object.keys(commands).join(', ')}.`);
  const settings = findEnvironment(readEnvironmentName(process.env));
  if (name !== 'diff') requireSomebodyToAsk(name, settings.name, options.approved);
  await refuseEndedCloud(process.env);
  const target = describeTarget(process.env);
  const preview = name === 'deploy' ? describePreview(settings.name) : undefined;
  for (const line of [target, preview]) if (line !== undefined) console.log(line);
  // States and plans hold secrets: no other user may read what Terraform writes.
  process.umask(0o077);
  const env = {
    ...process.env,
    ...(name === 'diff' && withoutStateFiles),
    FUNCTION_COMMIT: readCommit(name, process.env),
  };
  process.exitCode = await command(await openStackSession(settings, options, env));
}

/** Reads the earlier commit whose function is to be deployed. @default - today's function */
function readCommit(command: string, { COMMIT: commit = '' }: NodeJS.ProcessEnv): string {
  if (commit !== '' && command === 'destroy') throw new Error('COMMIT: make destroy needs none; allowed: no value.');
  return commit;
}

async function synth(outputFolder: string): Promise<void> {
  await synthesizeStacks(outputFolder, process.env);
  console.log(`Synthesized to ${outputFolder}: ${listStacks(outputFolder).join(', ')}`);
}

/** While Terraform runs, `runTerraform` listens to the signals, too, and passes them on. Otherwise they end this process. */
function exitBetweenTerraformRuns(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(code);
    });
  }
}

runCommand(main);
