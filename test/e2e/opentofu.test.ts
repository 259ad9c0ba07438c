import { accessSync, constants } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { createDemo } from '../support/demo';
import { terraform } from '../support/terraform';

const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
const foldersWith = (program: string) => folders.filter((folder) => isProgram(join(folder, program)));
const has = (program: string) => foldersWith(program).length > 0;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A PATH like this process's without a program: folders that have it are replaced by links to all other programs in them. */
async function pathWithout(program: string, temporary: string): Promise<string> {
  const replaced = foldersWith(program);
  const parts = folders.map(async (folder, index) => {
    if (!replaced.includes(folder)) return folder;
    const links = join(temporary, `tsx-path-${index}`);
    await mkdir(links);
    const names = (await readdir(folder)).filter((name) => name !== program);
    await Promise.all(names.map((name) => symlink(join(folder, name), join(links, name))));
    return links;
  });
  return (await Promise.all(parts)).join(delimiter);
}

describe('The end-to-end tests with OpenTofu', () => {
  // Named in the summary of a run with Terraform. To run all of them twice would double the time.
  it.skipIf(process.env.TERRAFORM_BINARY_NAME !== 'tofu')(
    'are all run by TERRAFORM_BINARY_NAME=tofu npx vitest run test/e2e',
    async () => {
      expect((await terraform('/', ['version'])).printed).toContain('OpenTofu');
    },
  );
});

describe('The demo', { timeout: 120_000 }, () => {
  // platform: opentofu-registry-host
  it.skipIf(!has('tofu') || !hasRedisServer)('works with OpenTofu alone on PATH', async () => {
    const demo = await createDemo();
    onTestFinished(() => demo.remove());
    const env = { PATH: await pathWithout('terraform', demo.temporary), TERRAFORM_BINARY_NAME: '' };
    const printed = await demo.make(['demo'], env);
    expect(printed).toContain('OpenTofu has been successfully initialized!');
    expect(printed).toContain('The demo answers at');
    expect(await demo.make(['demo-destroy'], env)).toContain('The account is empty, and the local cloud has stopped.');
  });

  it.skipIf(!has('tofu') || !has('terraform') || !hasRedisServer).each([
    { first: 'terraform', second: 'tofu' },
    { first: 'tofu', second: 'terraform' },
  ])('that $first has deployed is brought up to date and destroyed by $second', async ({ first, second }) => {
    const demo = await createDemo();
    onTestFinished(() => demo.remove());
    await demo.make(['demo'], { TERRAFORM_BINARY_NAME: first });
    expect(await demo.make(['demo'], { TERRAFORM_BINARY_NAME: second })).toContain('No changes.');
    const destroyed = await demo.make(['demo-destroy'], { TERRAFORM_BINARY_NAME: second });
    expect(destroyed).toContain('The account is empty, and the local cloud has stopped.');
    expect(destroyed).not.toContain('removed as a whole');
  });
});
