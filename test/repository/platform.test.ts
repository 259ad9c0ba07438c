import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Claim, readClaims, usesIn } from '../../infra/operations/acceptance/platform-claims';
import { projectRoot } from '../../infra/project-root';
import { projectFiles } from './project-files';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const claims = readClaims(read('docs/platform.md'));

/** What the source of a claim has to name, by the claim's state. */
const sources: Readonly<Record<string, RegExp>> = {
  documented: /\b(product|faq)\/\d+\/\d+|https:\/\//,
  'read in the source': /`[\w@./-]+\.(go|ts|js|proto|md)`/,
  measured: /\d+\.\d+/,
  'measured by others': /\b20\d\d-\d\d/,
  unknown: /^nothing found\b/,
};

/** The path of a source that a package has, such as `cdktf/lib/app.js`, or `sms/v20210111/sms_models.d.ts` of the SDK. */
function installedFile(file: string): string | undefined {
  if (/^(@?cdktf|tencentcloud-sdk-nodejs)\//.test(file)) return join(projectRoot, 'node_modules', file);
  const sdk = join(projectRoot, 'node_modules', 'tencentcloud-sdk-nodejs', 'tencentcloud', 'services');
  return /_(models|client)\.d\.ts$/.test(file) ? join(sdk, file) : undefined;
}

/** Files that may use a claim; not those that only explain how to. */
function filesWithClaims(): readonly string[] {
  const explaining = ['docs/platform.md', 'CONTRIBUTING.md', 'test/repository/platform.test.ts', 'package-lock.json'];
  return projectFiles().filter((file) => !file.endsWith('.png') && !explaining.includes(file));
}

/** Tells which claims fail a test, and their cells that do. */
const failing = (isGood: (claim: Claim) => boolean, cell: keyof Claim) =>
  claims.filter((claim) => !isGood(claim)).map((claim) => `${claim.name}: ${claim[cell]}`);
const filesIn = (text: string, folder: string) =>
  [...text.matchAll(/`([\w@./-]+\.[a-z]+)`/g)].flatMap(([, file = '']) => (file.startsWith(folder) ? [file] : []));

describe('docs/platform.md', () => {
  const used = filesWithClaims().flatMap((file) => usesIn(read(file)).map((name) => ({ file, name })));
  const names = claims.map(({ name }) => name);

  it('has a row for each name in the tree', () => {
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ name }) => !names.includes(name))).toEqual([]);
  });

  it('has only rows on which something relies', () => {
    expect(names.filter((name) => !used.some((use) => use.name === name))).toEqual([]);
  });

  it('names each claim once, in kebab-case, and sorts the rows of a section by name', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))).toEqual([]);
    for (const section of new Set(claims.map((claim) => claim.section))) {
      const order = claims.filter((claim) => claim.section === section).map(({ name }) => name);
      expect(order).toEqual([...order].sort());
    }
  });

  it('fills every cell, and gives each claim a state that its source allows', () => {
    for (const cell of ['claim', 'matters', 'source', 'check'] as const) {
      expect(failing((claim) => claim[cell] !== '', cell)).toEqual([]);
    }
    expect(failing(({ state }) => Object.hasOwn(sources, state), 'state')).toEqual([]);
    expect(failing(({ state, source }) => sources[state]?.test(source) === true, 'source')).toEqual([]);
  });

  it('names the tests that check a claim, or says that nothing here can', () => {
    const isCheckable = ({ check }: Claim) =>
      check.startsWith('cannot be checked here') || filesIn(check, 'test/').length > 0;
    expect(failing(isCheckable, 'check')).toEqual([]);
    const missing = ({ check }: Claim) => filesIn(check, '').every((file) => existsSync(join(projectRoot, file)));
    expect(failing(missing, 'check')).toEqual([]);
  });

  it('names existing files of packages, and models of the SDK that are in them', () => {
    const wrong = claims.flatMap(({ name, source }) => {
      const files = filesIn(source, '').flatMap((file) => installedFile(file) ?? []);
      const missing = files.filter((file) => !existsSync(file)).map((file) => `${name}: ${file}`);
      if (missing.length > 0) return missing;
      const text = files.map((file) => readFileSync(file, 'utf8')).join('');
      const models = source.match(/\b[A-Z]\w+(Request|Response)\b/g) ?? [];
      return models.filter((model) => !text.includes(`interface ${model} `)).map((model) => `${name}: ${model}`);
    });
    expect(claims.filter(({ source }) => filesIn(source, '').some(installedFile)).length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});

describe('A name of a claim', () => {
  it('follows the word platform and a colon, with others after commas', () => {
    expect(usesIn('// Why. platform: some-claim, another-one. Or (platform: third-claim), too.')).toEqual([
      'some-claim',
      'another-one',
      'third-claim',
    ]);
  });

  it('is found when it is misspelt', () => {
    expect(usesIn('// platform: claim')).toEqual(['claim']);
  });

  it("is not a word of a sentence, or an option's value", () => {
    expect(usesIn("Networks of the platform: its gateways. platform: 'node'")).toEqual([]);
  });
});

describe('A row of a table', () => {
  it('has six cells', () => {
    const table = '| column |\n\n## A\n\n| name | claim |\n| --- | --- |\n| a-b | c | d | e \\| f | g | unknown |\n';
    expect(readClaims(table)).toEqual([
      { section: 'A', name: 'a-b', claim: 'c', matters: 'd', source: 'e \\| f', check: 'g', state: 'unknown' },
    ]);
    expect(() => readClaims('\n## A\n| a-b | c | d | e | unknown |\n')).toThrow('5 cells instead of 6');
  });
});
