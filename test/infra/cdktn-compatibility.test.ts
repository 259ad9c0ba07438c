import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

const run = promisify(execFile);

/** Synthesizes every environment into `output`. platform: cdktf-archived */
const program = `
import { App } from 'cdktf';
import { listEnvironments } from './infra/settings/environments';
import { sharedEnvironmentOf } from './infra/settings/shared-infrastructure';
import { VerificationStack } from './infra/verification-stack';
const app = new App({ outdir: process.env.OUTPUT });
const environments = listEnvironments('pr-42');
for (const settings of environments) {
  const sharedEnvironment = environments.find(({ name }) => name === sharedEnvironmentOf(settings));
  new VerificationStack(app, settings.name, { settings, sharedEnvironment, zipFile: __dirname + "/function.zip" });
}
app.synth();
`;

/** Copies the project, with `library` installed under the name `cdktf`, as by `npm install cdktf@npm:${library}`. */
async function prepare(folder: string, library: string): Promise<void> {
  for (const part of ['infra', 'function']) await cp(join(projectRoot, part), join(folder, part), { recursive: true });
  await writeFile(join(folder, 'program.ts'), program);
  await writeFile(join(folder, 'function.zip'), 'zip');
  const [installed, linked] = [join(projectRoot, 'node_modules'), join(folder, 'node_modules')];
  await mkdir(join(linked, '@cdktf'), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== 'cdktf' && name !== '@cdktf') await symlink(join(installed, name), join(linked, name));
  }
  await symlink(join(installed, library), join(linked, 'cdktf'));
  // Copied, because Node.js would resolve the imports of a symbolic link from its target.
  for (const name of ['provider-random', 'provider-tencentcloud', 'provider-tls']) {
    await cp(join(installed, '@cdktf', name), join(linked, '@cdktf', name), { recursive: true, dereference: true });
  }
}

async function synthesizeWith(library: string): Promise<Map<string, { '//': object }>> {
  const folder = await mkdtemp(join(tmpdir(), `${library}-`));
  try {
    await prepare(folder, library);
    const output = join(folder, 'out');
    await run('node', ['--import', 'tsx', 'program.ts'], { cwd: folder, env: { ...process.env, OUTPUT: output } });
    const names = await readdir(join(output, 'stacks'));
    const read = async (name: string) =>
      JSON.parse(await readFile(join(output, 'stacks', name, 'cdk.tf.json'), 'utf8'));
    return new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('cdktn', { timeout: 60_000 }, () => {
  it('synthesizes the same stacks as cdktf, except for metadata', async () => {
    const [old, next] = await Promise.all([synthesizeWith('cdktf'), synthesizeWith('cdktn')]);
    expect([...next.keys()].sort()).toEqual(['demo', 'dev', 'pr-42', 'prod', 'staging']);
    for (const [name, stack] of next) {
      expect(stack['//']).not.toEqual(old.get(name)?.['//']);
      expect({ ...stack, '//': {} }).toEqual({ ...old.get(name), '//': {} });
    }
  });
});
