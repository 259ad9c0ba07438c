import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { canDeploy, type TestCloud } from '../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';
import { environment } from '../support/synthesize';

/** The file that runs each other command of the README. */
const runElsewhere: Readonly<Record<string, string>> = {
  'make demo': 'test/e2e/demo.test.ts',
  'make demo-destroy': 'test/e2e/demo.test.ts',
  'make test': '.github/workflows/ci.yml',
};

/** The commands of the README's shell blocks, in order. */
async function readCommands(): Promise<string[]> {
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.trim().split('\n'));
  // Without commands that need an account's values or a second terminal.
  return lines.map((line) => line.trim()).filter((line) => !/^(export |npx tsx local-cloud\/cli\.ts )/.test(line));
}

describe.skipIf(!canDeploy)('The README’s commands', { timeout: 120_000 }, () => {
  let project: ProjectInCloud;
  let cloud: LocalCloud;
  let deploy: TestCloud['deploy'];

  beforeEach(async () => {
    project = await startProject();
    ({ cloud, deploy } = project);
    return project.stop;
  });

  const env = () => terraformEnvironment({ ...cloud.env, CI: 'true' });
  async function run(command: string): Promise<string> {
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', command], {
      cwd: project.folder,
      env: env(),
      maxBuffer: 1e8,
    });
    return stdout;
  }

  it('deploy an environment, check it, and destroy it', async () => {
    const commands = (await readCommands()).filter((command) => command.includes('ENVIRONMENT=dev'));
    const seen: string[] = [];
    for (const command of new Set(commands)) {
      const [, target = ''] = /^make (\w+) ENVIRONMENT=dev( |$)/.exec(command) ?? [];
      // Answers the question that a person would be asked.
      const approved = /^(deploy|destroy)$/.test(target) ? `${command} ARGS=--auto-approve` : command;
      const printed = await run(approved);
      seen.push(target);
      if (target === 'smoke') expect(printed.match(/^ok /gm)).toHaveLength(3);
      if (target === 'acceptance') expect(printed).toMatch(/^\d+ confirmed, 0 refuted, \d+ not reached/m);
      if (target === 'doctor') expect(printed).toContain(' 0 warnings, 0 failures');
      if (target === 'deploy') expect(cloud.account.contents()).not.toEqual([]);
    }
    expect(seen).toEqual(['doctor', 'diff', 'deploy', 'smoke', 'acceptance', 'destroy']);
    expect(cloud.account.contents()).toEqual([]);
  });

  it('print the log', async () => {
    const [command = ''] = (await readCommands()).filter((line) => line.startsWith('make logs'));
    const { synthesized } = await deploy(environment('staging'));
    await run(`make smoke ENVIRONMENT=staging ARGS='--output ${synthesized}'`);
    expect((await run(command)).match(/"event":"request_refused"/g)).toHaveLength(2);
  });

  it('are all run by a test', async () => {
    const others = (await readCommands()).filter((command) => !/ENVIRONMENT=dev|^make logs/.test(command));
    expect(others).not.toEqual([]);
    for (const command of others) {
      const place = runElsewhere[command];
      expect(place, command).toBeDefined();
      const [, target = ''] = command.split(' ');
      expect(await readFile(join(projectRoot, place ?? ''), 'utf8')).toMatch(new RegExp(`make ${target}|'${target}'`));
    }
  });
});
