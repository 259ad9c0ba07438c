import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { type BundledPackage, bundledPackages, licencesText } from './documents/licences';

/** A package whose licence has a text. */
const packageOf = (name: string, text: string): BundledPackage => ({
  name,
  version: '1.0.0',
  licence: 'Apache-2.0',
  notices: new Map([['LICENSE', text]]),
});
const apache = (terms: string, owner: string) => `${terms}\n\nEND OF TERMS AND CONDITIONS\n\n${owner}\n`;

describe('docs/licences.md', () => {
  it('has no licence but those that ask only for their texts', async () => {
    const packages = await bundledPackages();
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['ioredis', 'libphonenumber-js', 'zod']));
    for (const { name, licence } of packages)
      expect(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause'], name).toContain(licence);
  });

  it('leaves out packages that shims replace', async () => {
    const names = (await bundledPackages()).map(({ name }) => name);
    for (const name of ['node-fetch', 'debug', 'uuid', 'tslib']) expect(names).not.toContain(name);
  });

  it('has the terms of the Apache License once, and what each package adds to them', () => {
    const text = licencesText([
      packageOf('a', apache('The terms', 'By A')),
      packageOf('b', apache(' The\nterms ', 'By B')),
    ]);
    expect(text.match(/The\s+terms/g)).toHaveLength(1);
    expect(text).toContain('By A');
    expect(text).toContain('By B');
  });

  it('is not made from terms that only look like the Apache License', () => {
    const packages = [packageOf('a', apache('The terms', '')), packageOf('b', apache('Other terms', ''))];
    expect(() => licencesText(packages)).toThrow('b: LICENSE is not the Apache License as in other packages.');
  });
});

describe('The login page', () => {
  it('contains no package, of which docs/licences.md would have to tell', async () => {
    const folder = join(projectRoot, 'function', 'page', 'browser');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const imports = texts.flatMap((text) => [...text.matchAll(/\b(?:from|import) '([^']+)'/g)]);
    expect(imports.length).toBeGreaterThan(5);
    for (const [, specifier] of imports) expect(specifier).toMatch(/^\./);
  });
});
