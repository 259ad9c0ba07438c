import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { brokenLinks, type Documents, unreachable } from './links';
import { projectFiles } from './project-files';

const files = projectFiles();
const documents: Documents = new Map(
  files.filter((file) => file.endsWith('.md')).map((file) => [file, readFileSync(join(projectRoot, file), 'utf8')]),
);

describe('The documents', () => {
  it('link only to files, folders and headings that exist', () => {
    expect(documents.size).toBeGreaterThan(10);
    expect(brokenLinks(documents, files)).toEqual([]);
  });

  it('can all be reached by links from the README', () => {
    expect(unreachable(documents, 'README.md')).toEqual([]);
  });
});

describe('A link', () => {
  const guide = ['# Guide', '## Limits: `SMS` & more', '## Limits', '## Limits', '## 限制（每天）', '<a id="own"></a>'];
  const files = ['README.md', 'docs/guide.md', 'docs/plots/a plot.svg'];
  const broken = (text: string, file = 'README.md') =>
    brokenLinks(new Map([[file, text] as const, ['docs/guide.md', guide.join('\n\n')] as const]), files);

  it.each([
    'docs/guide.md',
    'docs/guide.md#limits-sms--more',
    'docs/guide.md#limits',
    'docs/guide.md#limits-1',
    'docs/guide.md#限制每天',
    'docs/guide.md#%E9%99%90%E5%88%B6%E6%AF%8F%E5%A4%A9',
    'docs/guide.md#own',
    '/docs/plots/',
    'docs/plots/a%20plot.svg',
    '#here',
    'https://example.com/nothing#here',
  ])('to %s is accepted', (target) => {
    expect(broken(`# Here\n\n[text](${target})`)).toEqual([]);
  });

  it.each([
    ['docs/Guide.md', 'no such file or folder'],
    ['guide.md', 'no such file or folder'],
    ['../docs/guide.md', 'no such file or folder'],
    ['docs/guide.md#Limits', 'no such heading'],
    ['docs/guide.md#limits-2', 'no such heading'],
    ['docs/guide.md#限制', 'no such heading'],
    ['docs/plots/a%20plot.svg#top', 'no such heading'],
    ['#there', 'no such heading'],
  ])('to %s is refused', (target, reason) => {
    expect(broken(`# Here\n\n[text](${target})`)).toEqual([`README.md: ${target}: ${reason}`]);
  });

  it.each([
    ['an image', '![text](no.png)'],
    ['a table', '| a |\n| --- |\n| [text](no.png) |'],
    ['a definition', '[text][name]\n\n[name]: no.png'],
    ['HTML', '<img width="3" src="no.png" alt="">'],
    ['a line with HTML', 'text <a href="no.png">text</a>'],
  ])('is found in %s', (_, text) => {
    expect(broken(text)).toEqual(['README.md: no.png: no such file or folder']);
  });

  it('is none in code', () => {
    expect(broken('`[text](no.png)`\n\n```\n[text](no.png)\n```')).toEqual([]);
  });

  it('is resolved from the folder of its document', () => {
    expect(broken('[text](../README.md) [text](plots) [text](docs)', 'docs/guide-2.md')).toEqual([
      'docs/guide-2.md: docs: no such file or folder',
    ]);
  });
});

describe('A document', () => {
  it('is reached through others, and is found if it is not', () => {
    const documents = new Map([
      ['README.md', '[text](docs/a.md#x)'],
      ['docs/a.md', '[text](../README.md) [text](b.md)'],
      ['docs/b.md', ''],
      ['docs/c.md', '[text](a.md)'],
    ]);
    expect(unreachable(documents, 'README.md')).toEqual(['docs/c.md']);
  });
});
