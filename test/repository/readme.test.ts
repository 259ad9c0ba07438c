import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { english } from '../../function/http/messages/english';
import { projectRoot } from '../../infra/project-root';
import { withTable } from './generated-tables';
import { settingsPlace, settingsTable } from './settings-table';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');
const readme = () => read('README.md');

/** Returns the first cells of all table rows that begin with code. */
const firstCells = (text: string) => [...text.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);

/** Reads every document for people but the changelog, which may name what no longer exists. */
async function documents(): Promise<ReadonlyArray<readonly [file: string, text: string]>> {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    'local-cloud/README.md',
    ...(await readdir(join(projectRoot, 'docs'))).map((name) => `docs/${name}`),
  ];
  const texts = files.filter((file) => file.endsWith('.md'));
  return Promise.all(texts.map(async (file) => [file, await read(file)] as const));
}

describe('The README', () => {
  it('has an up-to-date table of the function’s variables', async () => {
    const text = await readme();
    expect(text).toBe(withTable(text, settingsPlace, await settingsTable()));
  });

  it('lists every codeStr of the function', async () => {
    const listed = firstCells(await readme()).flatMap((cell) => cell.match(/(?<=`)[A-Z][\w.]+(?=`)/g) ?? []);
    const known = Object.keys(english.codes).filter((codeStr) => codeStr !== 'SendRefused');
    for (const codeStr of [...known, 'InValidParam']) expect(listed).toContain(codeStr);
  });

  it('explains only messages that exist in the sources', async () => {
    const [, part = ''] = /### When something fails\n([\s\S]*?)\n## /.exec(await readme()) ?? [];
    const messages = firstCells(part).flatMap((cell) => cell.match(/(?<=`)[^`,]+(?=`)/g) ?? []);
    expect(messages.length).toBeGreaterThan(10);
    for (const message of messages) {
      const sources = ['Makefile', 'demo', 'function', 'infra', 'local-cloud', 'test/e2e', 'test/function'];
      const found = promisify(execFile)('grep', ['-rqF', '--exclude-dir=lib', message, ...sources], {
        cwd: projectRoot,
      });
      await expect(found, message).resolves.toBeDefined();
    }
  });
});

describe('The documents', () => {
  it('name only make targets that exist', async () => {
    const makefile = await read('Makefile');
    const targets = [...makefile.matchAll(/^([\w-]+):/gm)].map(([, target]) => target);
    for (const [file, text] of await documents()) {
      for (const [, target] of text.matchAll(/(?:`|^ *)make ([\w-]+)/gm)) expect(targets, file).toContain(target);
    }
  });

  it('name only files and folders that exist', async () => {
    for (const [file, text] of await documents()) {
      for (const [, path = ''] of text.matchAll(
        /`((?:demo|infra|function|local-cloud|test|docs|\.github)\/[\w./-]*)`/g,
      )) {
        expect(existsSync(join(projectRoot, path)), `${file}: ${path}`).toBe(true);
      }
    }
  });
});
