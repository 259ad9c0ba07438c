import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { environmentSchema } from '../../infra/settings/environment-schema';
import { listSettings } from '../e2e/matrix/schema-settings';
import { projectFiles } from './project-files';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const markdown = projectFiles('*.md');
/** Every document for people but the changelog, which may name what no longer exists. */
const documents = markdown.filter((file) => file !== 'CHANGELOG.md').map((file) => [file, read(file)] as const);
const programs = projectFiles('*.ts', '*.mts', '*.cjs', '*.sh', '*.yml', '*.lua', '*.html', 'Makefile', '.ci/run');
const sources = programs.filter((file) => !file.startsWith('test/repository/')).map(read);
const isInSources = (text: string) => sources.some((source) => source.includes(text));

/** Texts in backticks outside of blocks of code, with their document. */
const code = documents.flatMap(([file, text]) =>
  [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => ({ file, name })),
);
const codeThat = (pattern: RegExp) => code.filter(({ name }) => pattern.test(name));

describe('The documents', () => {
  it('name only files and folders that exist', () => {
    const paths = codeThat(/^(demo|infra|function|local-cloud|test|docs|\.github)\/[\w./-]*$/);
    expect(paths.length).toBeGreaterThan(300);
    for (const { file, name } of paths) expect(existsSync(join(projectRoot, name)), `${file}: ${name}`).toBe(true);
  });

  it('name only variables that the sources read, set or print', () => {
    // docs/platform.md names what is in the sources of others.
    const names = codeThat(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+(=\S*)?$/).filter(({ file }) => file !== 'docs/platform.md');
    expect(names.length).toBeGreaterThan(100);
    for (const { file, name } of names) expect(isInSources(name.replace(/=.*/, '')), `${file}: ${name}`).toBe(true);
  });

  it('name only settings that the schema has', () => {
    const settings = listSettings().map(({ path }) => path);
    const groups = Object.keys(environmentSchema.shape).join('|');
    const names = codeThat(new RegExp(`^(${groups})\\.[\\w.]+$`)).filter(({ name }) => !/\.(ts|js|md)$/.test(name));
    expect(names.length).toBeGreaterThan(10);
    for (const { file, name } of names) {
      const isKnown = settings.some((path) => path === name || path.startsWith(`${name}.`));
      expect(isKnown, `${file}: ${name}`).toBe(true);
    }
  });

  it('explain only messages that exist in the sources', () => {
    const tables = [read('README.md'), read('docs/operations.md')].flatMap(
      (text) => /\n## When (?:something|a command) fails\n([\s\S]*?)\n## /.exec(text)?.[1] ?? [],
    );
    const cells = tables.flatMap((text) => [...text.matchAll(/^\| (?:(?:users|developers|ops) \| )?(.*?) \|/gm)]);
    const messages = cells.flatMap(([, cell = '']) => cell.match(/(?<=`)[^`]+(?=`)/g) ?? []);
    expect(messages.length).toBeGreaterThan(30);
    for (const message of messages) expect(isInSources(message), message).toBe(true);
  });
});

/** The sentences of a document's prose, without blocks of code and tables. */
function sentencesOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$|^\|.*$|^#.*$|<!--[\s\S]*?-->/gm, '');
  const paragraphs = prose
    .split(/\n\s*(?:\n|[-*] |\d+\. )/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim());
  return paragraphs.flatMap((paragraph) => paragraph.split(/(?<=[.:]) /)).filter((sentence) => sentence.length > 50);
}

it('No sentence stands in the documents twice', () => {
  // docs/licences.md has the texts of others.
  const own = documents.filter(([file]) => file !== 'docs/licences.md');
  const sentences = own.flatMap(([, text]) => sentencesOf(text));
  expect(sentences.length).toBeGreaterThan(500);
  expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
});

describe('A text that refers to a section of a document', () => {
  it('names one that exists', () => {
    const files = [...programs, ...markdown].filter((file) => file !== 'test/repository/document-names.test.ts');
    const references = files.flatMap((file) =>
      [...read(file).matchAll(/"([A-Z][^"\n]*)" in (docs\/[\w-]+\.md|README\.md)/g)].map(([, section, document]) => ({
        file,
        section: section ?? '',
        document: document ?? '',
      })),
    );
    expect(references.length).toBeGreaterThan(15);
    for (const { file, section, document } of references) {
      expect(read(document), `${file}: "${section}" in ${document}`).toMatch(new RegExp(`^#+ "?${section}"?$`, 'm'));
    }
  });
});
