import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/** The runbook, as it is written. */
export const runbook = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

/** Its commands, in order. */
export const commands: readonly string[] = [...runbook.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(
  ([, block = '']) => block.trim().split('\n'),
);

/** A command of Terraform's: its stack, and what follows. */
export interface TerraformCommand {
  readonly stack: string;
  readonly args: readonly string[];
  /** The resource it is about. */
  readonly address: string;
}

/** Those of its commands that are Terraform's. */
export const terraformCommands: readonly TerraformCommand[] = commands.flatMap((command) => {
  const [, stack, rest] = /^terraform -chdir=cdktf\.out\/stacks\/(\S+) (.+)$/.exec(command) ?? [];
  if (stack === undefined || rest === undefined) return [];
  return [{ stack, args: rest.split(' '), address: /\w+\.[\w-]+$/.exec(rest)?.[0] ?? '' }];
});
