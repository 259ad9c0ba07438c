import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { english } from '../../function/http/messages/english';
import { projectRoot } from '../../infra/project-root';
import { withTable } from './readme-tables';
import { settingsTable } from './settings-table';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');
const readme = () => read('README.md');

/** The first cells of a table's rows, without their marks. */
const firstCells = (text: string) => [...text.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);

/** Every file for people. */
async function documents(): Promise<ReadonlyArray<readonly [file: string, text: string]>> {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    ...(await readdir(join(projectRoot, 'docs'))).map((name) => `docs/${name}`),
  ];
  const texts = files.filter((file) => file.endsWith('.md'));
  return Promise.all(texts.map(async (file) => [file, await read(file)] as const));
}

describe('The README', () => {
  it('lists every variable of the function, as its schema and its comments say', async () => {
    const text = await readme();
    expect(text).toBe(withTable(text, 'settings-table', await settingsTable()));
  });

  it('lists every codeStr of the function', async () => {
    const listed = firstCells(await readme()).flatMap((cell) => cell.match(/(?<=`)[A-Z][\w.]+(?=`)/g) ?? []);
    const told = Object.keys(english.codes).filter((codeStr) => codeStr !== 'SendRefused');
    for (const codeStr of [...told, 'InValidParam']) expect(listed).toContain(codeStr);
  });

  it('explains messages that there are', async () => {
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

describe('What is written for people', () => {
  it('names commands that there are', async () => {
    const makefile = await read('Makefile');
    const targets = [...makefile.matchAll(/^([\w-]+):/gm)].map(([, target]) => target);
    for (const [file, text] of await documents()) {
      for (const [, target] of text.matchAll(/(?:`|^ *)make ([\w-]+)/gm)) expect(targets, file).toContain(target);
    }
  });

  it('names files and folders that there are', async () => {
    for (const [file, text] of await documents()) {
      for (const [, path = ''] of text.matchAll(
        /`((?:demo|infra|function|local-cloud|test|docs|\.github)\/[\w./-]*)`/g,
      )) {
        expect(existsSync(join(projectRoot, path)), `${file}: ${path}`).toBe(true);
      }
      for (const [, path = ''] of text.matchAll(/\]\(((?!https:)[^)]+)\)/g)) {
        expect(existsSync(join(projectRoot, file, '..', path)), `${file}: ${path}`).toBe(true);
      }
    }
  });
});
