import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/** The text of the runbook. */
export const runbook = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.trim().split('\n'));

/** The commands of the runbook's shell blocks, in order. */
const commands = commandsIn(runbook);

/** The text of one section. @param heading without its hashes */
export const sectionOf = (heading: string): string =>
  runbook.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';

/** The commands of one section, in order. */
export const commandsOf = (heading: string): readonly string[] => commandsIn(sectionOf(heading));

/** A Terraform command of the runbook. */
export interface TerraformCommand {
  readonly stack: string;
  /** What follows the `-chdir` option. */
  readonly args: readonly string[];
  /** Address of the resource that the command changes. @default - empty: it is about the state as a whole */
  readonly address: string;
}

/** The runbook's Terraform commands, in order; of `make deploy` with options, what it runs. */
export const terraformCommands: readonly TerraformCommand[] = commands.flatMap((command) => {
  const asTerraform = command.replace(
    /^make deploy ENVIRONMENT=(\S+) ARGS=(-\S+)$/,
    'terraform -chdir=cdktf.out/stacks/sms-verification-$1 apply $2',
  );
  const [, stack, rest] = /^terraform -chdir=cdktf\.out\/stacks\/(\S+) (.+)$/.exec(asTerraform) ?? [];
  if (stack === undefined || rest === undefined) return [];
  return [{ stack, args: rest.split(' '), address: /\w+\.[\w-]+(?=$| vpc-)/.exec(rest)?.[0] ?? '' }];
});
