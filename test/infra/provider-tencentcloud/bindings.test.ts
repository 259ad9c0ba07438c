import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import selection from '../../../infra/provider-tencentcloud/provider.json';
import schema from '../../../infra/provider-tencentcloud/schema.json';

const run = promisify(execFile);
const source = join(projectRoot, 'infra', 'provider-tencentcloud');
const folderOf = (type: string) => type.replace('tencentcloud_', '').replaceAll('_', '-');

describe('The bindings', { timeout: 60_000 }, () => {
  it('cover everything in provider.json, at the pinned version', async () => {
    const { resource_schemas, data_source_schemas } =
      schema.provider_schemas['registry.terraform.io/tencentcloudstack/tencentcloud'];
    expect(Object.keys(resource_schemas)).toEqual(selection.resources);
    expect(Object.keys(data_source_schemas)).toEqual(selection.dataSources);
    expect(await readdir(join(source, 'lib'))).toEqual(expect.arrayContaining(selection.resources.map(folderOf)));
    expect(await readFile(join(source, 'lib', 'provider', 'index.ts'), 'utf8')).toContain(
      `providerVersion: '${selection.version}'`,
    );
  });

  it('are generated without Terraform and without network access', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bindings-'));
    try {
      const copy = join(folder, 'provider-tencentcloud');
      await cp(source, copy, { recursive: true, filter: (path) => !/lib$|node_modules$/.test(path) });
      await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
      const env = { PATH: dirname(process.execPath), HTTPS_PROXY: 'http://127.0.0.1:1' };
      await run(process.execPath, ['--import', 'tsx', 'generate.ts'], { cwd: copy, env });
      expect((await readdir(copy)).sort()).toEqual(
        (await readdir(source)).filter((name) => name !== 'node_modules').sort(),
      );
      for (const type of ['vpc', 'scf-function']) {
        const path = join('lib', type, 'index.ts');
        expect(await readFile(join(copy, path), 'utf8')).toBe(await readFile(join(source, path), 'utf8'));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
