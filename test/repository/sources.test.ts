import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** Runs a program from node_modules on the sources. Returns its output if it fails, and an empty string otherwise. */
async function complaints(program: string, ...args: readonly string[]): Promise<string> {
  // Without the collection of garbage, the compiler would use gigabytes.
  const env = { ...process.env, GOGC: undefined };
  const failed = await run('npx', ['--no-install', program, ...args], { env }).then(
    () => undefined,
    (error: { stdout: string; stderr: string }) => error,
  );
  return failed === undefined ? '' : `${failed.stdout}${failed.stderr}`;
}

describe('The sources', { timeout: 180_000 }, () => {
  it('have no type errors', async () => {
    expect(await complaints('tsc')).toBe('');
    expect(await complaints('tsc', '-p', 'function/page/browser')).toBe('');
  });

  it('are formatted and linted', async () => {
    expect(await complaints('biome', 'ci', '--colors=off', '.')).toBe('');
  });
});
