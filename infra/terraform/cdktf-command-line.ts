import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { environmentOf } from '../settings/stack-name';

/**
 * Reads which stacks of ours the command line of cdktf names, which runs the app: `sms-verification-pr-42` of
 * `cdktf deploy sms-verification-pr-42`. cdktf does not tell the app.
 *
 * platform: cdktf-runs-app
 *
 * @returns no names if cdktf does not run the app, or if the command `ps` is missing
 */
export function stacksOnCommandLine(): string[] {
  // The shell in between may replace itself by the app.
  const [parent = '', grandparent = ''] = ancestors(process.ppid, 2);
  const commandLine =
    [parent, grandparent].find((line) => /\bcdktf\b/.test(line) && !line.includes('infra/main.ts')) ?? '';
  return commandLine.split(' ').filter((word) => environmentOf(word) !== undefined);
}

/** The command lines of a process and its parents. */
function ancestors(pid: number, count: number): string[] {
  if (count === 0 || pid <= 1) return [];
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const line = execFileSync('ps', ['-ww', '-o', 'ppid=,args=', '-p', String(pid)], options).trim();
    const [, parent = '', args = ''] = /^(\d+) +(.*)$/s.exec(line) ?? [];
    return [args, ...ancestors(Number(parent), count - 1)];
  } catch {
    return [];
  }
}
