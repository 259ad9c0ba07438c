import { createInterface } from 'node:readline/promises';

/**
 * Refuses to change an account if nobody can be asked.
 *
 * @throws {Error} without a terminal, unless the change was approved with `--auto-approve`
 */
export function requireSomebodyToAsk(command: string, environment: string, approved: boolean): void {
  if (approved || process.stdin.isTTY) return;
  throw new Error(
    `make ${command} asks before it changes the account, and there is no terminal to ask on: ` +
      `add ARGS=--auto-approve.${command === 'deploy' ? ` make diff ENVIRONMENT=${environment} shows what would change.` : ''}`,
  );
}

/** Asks whether to change the account. Any other answer than `yes`, Ctrl-C and Ctrl-D mean no. */
export async function askForApproval(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await new Promise<string | undefined>((resolve) => {
      const end = () => resolve(undefined);
      lines.once('SIGINT', end);
      lines.once('close', end);
      lines.question(`\n${question} Only "yes" is accepted: `).then(resolve, end);
    });
    // Only an answer ends the line of the question.
    if (answer === undefined) console.log();
    return answer?.trim() === 'yes';
  } finally {
    lines.close();
  }
}
