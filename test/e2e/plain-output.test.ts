import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { canDeploy } from '../support/deployed-environment';
import { notPlain } from '../support/plain-output';

const run = promisify(execFile);
describe.skipIf(!canDeploy)('Without a terminal', { timeout: 120_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plain-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs a command in a process environment that sets nothing about output. */
  async function printed(command: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<string> {
    const { PATH, HOME, OWN_PRESETS } = process.env;
    const env = { PATH, HOME, OWN_PRESETS, LOCAL_CLOUD_FOLDER: join(folder, 'local-cloud'), ...variables };
    const { stdout, stderr } = await run(command, args, { cwd: projectRoot, env, maxBuffer: 1e8 });
    return `${stdout}${stderr}`;
  }

  it.each([
    [['bundle'], 'function.zip'],
    [['synth'], 'Synthesized to cdktf.out: sms-verification-demo, sms-verification-dev'],
    [['test', 'TESTS=test/repository/readme.test.ts'], ' passed, 0 failed'],
    [['help'], 'make deploy'],
  ])('make %j is plain', async (args, message) => {
    const text = await printed('make', args);
    expect(text).toContain(message);
    expect(text).not.toMatch(notPlain);
  });

  it('make lists its targets in 80 columns', async () => {
    const lines = (await printed('make', [])).split('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
