import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { readPublishedRun } from '../bench/figures-file';
import { generateDocuments } from './documents/generated-documents';
import { withTables } from './documents/generated-tables';

const table = { file: 'a.md', name: 'of things', text: '| new |' };

describe('What make docs makes', () => {
  it('is what the repository has', { timeout: 120_000 }, async () => {
    const generated = await generateDocuments(readPublishedRun());
    expect(generated.map(({ file }) => file)).toEqual(expect.arrayContaining(['docs/openapi.yaml', 'README.md']));
    for (const { file, text } of generated) {
      expect(await readFile(join(projectRoot, file), 'utf8'), `${file}: run make docs`).toBe(text);
    }
  });

  it('has a place for each table, and changes nothing else', () => {
    const text = 'a\n<!-- The table "of things" is made by make docs. -->\n\n| old |\n\n<!-- -->\nb';
    expect(withTables('a.md', text, [table])).toBe(text.replace('old', 'new'));
    expect(() => withTables('a.md', 'a', [table])).toThrow('a.md has no place: <!-- The table "of things"');
    expect(() => withTables('a.md', text, [])).toThrow('a.md has a place for the table "of things"');
  });
});
