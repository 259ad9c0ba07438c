import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { canDeploy } from '../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../support/project-in-cloud';

/** The commands of the README that are about a deployed environment, in order. */
async function readCommands(): Promise<string[]> {
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.trim().split('\n')).filter((line) => line.includes('ENVIRONMENT=dev'));
}

describe.skipIf(!canDeploy)('The README’s commands', { timeout: 120_000 }, () => {
  let project: ProjectInCloud;
  let cloud: LocalCloud;

  beforeEach(async () => {
    project = await startProject();
    ({ cloud } = project);
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
    const seen: string[] = [];
    for (const command of await readCommands()) {
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
});
