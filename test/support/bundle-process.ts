import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Reply } from '../../function/http/reply';
import { expectContract } from './documented-handler';

export interface BundleProcess {
  readonly codeFile: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** @default - the folder of this process */
  readonly cwd?: string;
}

/** Has the bundle handle an event in a Node.js process of its own. The contract has to describe the reply. */
export async function answerInProcess(
  { codeFile, env, cwd }: BundleProcess,
  event: object,
): Promise<{ readonly reply: Reply; readonly printed: string }> {
  // contract: compared below.
  const script = `require(${JSON.stringify(codeFile)}).main_handler(${JSON.stringify(event)}, { request_id: 'a' })
    .then((reply) => process.stderr.write(JSON.stringify(reply), () => process.exit(0)));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script], { cwd, env: { ...env } });
  const reply: Reply = JSON.parse(stderr);
  expectContract(event, reply);
  return { reply, printed: stdout };
}
