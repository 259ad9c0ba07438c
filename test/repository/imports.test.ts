import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

/** The folders that a folder may import from, besides itself. */
const allowedFolders: Readonly<Record<string, readonly string[]>> = {
  function: [],
  infra: ['function'],
  'local-cloud': [],
  demo: ['function', 'infra', 'local-cloud'],
};

interface Import {
  readonly file: string;
  /** As it is written, such as `./reply` or `zod/mini`. */
  readonly specifier: string;
}

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

/** Imports, type imports included, and every other text in quotes that begins as a relative path. */
function importsOf(folder: string): Import[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', folder], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const sources = files
    .trim()
    .split('\n')
    .filter((file) => /\.(m?ts|cjs)$/.test(file));
  expect(sources.length).toBeGreaterThan(2);
  return sources.flatMap((file) =>
    [
      ...read(file).matchAll(
        /(?:\b(?:from|import|require)\b\s*\(?\s*['"]([^'"\n]+)['"])|['"`](\.\.?\/[^'"`\n]*)['"`]/g,
      ),
    ].map(([, imported, path]) => ({ file, specifier: imported ?? path ?? '' })),
  );
}

const isRelative = ({ specifier }: Import) => specifier.startsWith('.');
/** The folder at the top of the project that a relative path leads to. */
const folderOf = ({ file, specifier }: Import) => normalize(join(dirname(file), specifier)).split('/')[0] ?? '';
const packageOf = ({ specifier }: Import) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';

describe('The imports', () => {
  it.each(Object.keys(allowedFolders))('of %s/ stay within what it may know', (folder) => {
    const relative = importsOf(folder).filter(isRelative);
    expect(relative.length).toBeGreaterThan(1);
    const allowed = [folder, ...(allowedFolders[folder] ?? [])];
    const foreign = relative.filter((one) => !allowed.includes(folderOf(one)));
    // The stack's state lies beside cdktf.json, three folders above its synthesized files.
    expect(foreign.filter(({ specifier }) => !specifier.startsWith('../../../terraform.'))).toEqual([]);
  });

  it('of local-cloud/ are of packages that its package.json names', () => {
    const { dependencies } = JSON.parse(read('local-cloud/package.json'));
    const packages = importsOf('local-cloud').filter((one) => !isRelative(one) && !one.specifier.startsWith('node:'));
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter((one) => dependencies[packageOf(one)] === undefined)).toEqual([]);
    const ofBindings = packages.filter((one) => packageOf(one) === '@cdktf/provider-tencentcloud');
    expect(new Set(ofBindings.map(({ specifier }) => specifier))).toEqual(
      new Set(['@cdktf/provider-tencentcloud/schema.json']),
    );
  });
});
