import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { projectFiles } from './project-files';

/** The other folders that each folder may import from. */
const allowedFolders: Readonly<Record<string, readonly string[]>> = {
  function: [],
  infra: ['function'],
  'local-cloud': [],
  demo: ['function', 'infra', 'local-cloud'],
};

interface Import {
  readonly file: string;
  /** As written in the file, such as `./reply` or `zod/mini`. */
  readonly specifier: string;
}

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

/** Finds the imports of a folder, type imports included, and all other string literals that start like a relative path. */
function importsOf(folder: string): Import[] {
  const sources = projectFiles(folder).filter((file) => /\.(m?ts|cjs)$/.test(file));
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
/** Returns the top-level folder that a relative import leads to. */
const folderOf = ({ file, specifier }: Import) => normalize(join(dirname(file), specifier)).split('/')[0] ?? '';
const packageOf = ({ specifier }: Import) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';

describe('The imports', () => {
  it.each(Object.keys(allowedFolders))('of %s/ stay within the allowed folders', (folder) => {
    const relative = importsOf(folder).filter(isRelative);
    expect(relative.length).toBeGreaterThan(1);
    const allowed = [folder, ...(allowedFolders[folder] ?? [])];
    const foreign = relative.filter((one) => !allowed.includes(folderOf(one)));
    // The state file is next to cdktf.json, three folders above the synthesized stack.
    expect(foreign.filter(({ specifier }) => !specifier.startsWith('../../../${stateFileOf'))).toEqual([]);
  });

  it('of local-cloud/ are only of packages in its package.json, and of the provider only the schema', () => {
    const { dependencies } = JSON.parse(read('local-cloud/package.json'));
    const packages = importsOf('local-cloud').filter((one) => !isRelative(one) && !one.specifier.startsWith('node:'));
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter((one) => dependencies[packageOf(one)] === undefined)).toEqual([]);
    const bindings = packages.filter((one) => packageOf(one) === '@cdktf/provider-tencentcloud');
    expect(new Set(bindings.map(({ specifier }) => specifier))).toEqual(
      new Set(['@cdktf/provider-tencentcloud/schema.json']),
    );
  });
});
