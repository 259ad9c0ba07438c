import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { hasTerraform } from '../support/terraform';

const run = promisify(execFile);
/** util-linux's program that gives a command a terminal; macOS has another one of that name. */
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** Escape codes, lines that are written over, and the pictures of a spinner. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const unrest = /\u001b|\r|[\u2801-\u28ff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colour = /\u001b\[[\d;]*m/;

describe.skipIf(!hasTerraform || !hasRedisServer)('Without a terminal', { timeout: 120_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'calm-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs a command in a plain environment. */
  async function printed(command: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<string> {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, LOCAL_CLOUD_FOLDER: join(folder, 'local-cloud'), ...variables };
    const { stdout, stderr } = await run(command, args, { cwd: projectRoot, env, maxBuffer: 1e8 });
    return `${stdout}${stderr}`;
  }

  it('make demo, make smoke and make demo-destroy tell each step in plain lines', async () => {
    const up = await printed('make', ['demo']);
    for (const step of ['A local cloud has started', 'Deploying sms-verification-demo', 'The demo answers at']) {
      expect(up).toContain(step);
    }
    const output = join(folder, 'local-cloud', 'cdktf.out');
    const smoke = await printed('make', ['smoke', 'ENVIRONMENT=demo', `ARGS=--output ${output}`]);
    expect(smoke.match(/^ok /gm)).toHaveLength(3);
    const down = await printed('make', ['demo-destroy']);
    expect(down).toContain('The account is empty');
    expect([up, smoke, down].filter((text) => unrest.test(text))).toEqual([]);
  });

  it('make synth is plain', async () => {
    const text = await printed('make', ['synth', `ARGS=--output ${join(folder, 'cdktf.out')}`]);
    expect(text).toContain('Generated Terraform code');
    expect(text).not.toMatch(unrest);
  });

  it.each([
    [['bundle'], 'function.zip'],
    [['test', 'TESTS=test/repository/readme.test.ts'], '5 passed, 0 failed'],
    [['help'], 'make deploy'],
  ])('make %j is plain', async (args, message) => {
    const text = await printed('make', args);
    expect(text).toContain(message);
    expect(text).not.toMatch(unrest);
  });

  it('make lists its targets in 80 columns', async () => {
    const lines = (await printed('make', [])).split('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it.skipIf(!hasScript)('there is no colour on a terminal either where NO_COLOR is set', async () => {
    const onTerminal = (variables: NodeJS.ProcessEnv) =>
      printed('script', ['-qec', `stty rows 40 cols 120; make synth ARGS='--output ${folder}/tty'`, '/dev/null'], {
        TERM: 'xterm',
        ...variables,
      });
    expect(await onTerminal({})).toMatch(colour);
    expect(await onTerminal({ NO_COLOR: '1' })).not.toMatch(colour);
  });
});
