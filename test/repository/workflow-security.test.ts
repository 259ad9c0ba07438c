import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { zizmor } from '../support/python/zizmor';
import { createRepository } from '../support/repository';

interface Finding {
  readonly ident: string;
  readonly locations: readonly { readonly symbolic: { readonly key: { readonly Local: { verbatim_path: string } } } }[];
}

/** Runs zizmor, its strictest rules included, without network. Returns the files and the rules that they break. */
async function findings(folder: string): Promise<string[]> {
  const args = ['--offline', '--persona=auditor', '--format=json', '--no-exit-codes', '--strict-collection', '.'];
  const { stdout } = await promisify(execFile)(zizmor ?? '', args, { cwd: folder, env: { PATH: process.env.PATH } });
  const found: readonly Finding[] = JSON.parse(stdout);
  return found.map(({ ident, locations }) => `${locations[0]?.symbolic.key.Local.verbatim_path}: ${ident}`);
}

describe.skipIf(zizmor === undefined)('Zizmor', { timeout: 60_000 }, () => {
  it('finds nothing unsafe in the workflows, the actions and the settings of Dependabot', async () => {
    expect(await findings(projectRoot)).toEqual([]);
  });

  it('finds what is unsafe in others', async () => {
    const { folder, write } = await createRepository();
    const read = (file: string) => readFile(join(projectRoot, file), 'utf8');
    const [dependabot, workflow] = ['.github/dependabot.yml', '.github/workflows/ci.yml'];
    await write({
      '.github/zizmor.yml': await read('.github/zizmor.yml'),
      [dependabot]: (await read(dependabot)).replace('default-days: 7', 'default-days: 1'),
      [workflow]: (await read(workflow)).replace('run: make test', 'run: make test "${{ github.head_ref }}"'),
    });
    expect(await findings(folder)).toEqual([
      './.github/dependabot.yml: dependabot-cooldown',
      './.github/workflows/ci.yml: template-injection',
    ]);
  });
});
