import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { projectFiles } from './project-files';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

/** Code that gets replies past `documented` and the functions of `test/support/client.ts`: a handler of the service, or another HTTP client. */
const source =
  /\b(fetch|createHandler|createMainHandler)\(|(\{ |(?<!\b(exports|index))\.)main_handler\b|\bhttp\.send\(|\brequest\b.* from 'node:https?'/;

/** The lines that may get a reply without its comparison, and without a comment `contract: …` on one of the three lines above. */
function unexplained(text: string): string[] {
  const lines = text.split('\n');
  return lines.filter((line, index) => {
    const before = lines.slice(Math.max(0, index - 3), index);
    const isDocumented = /\bdocumented\(\s*create\w*Handler\(/.test(`${before.at(-1)}\n${line}`);
    return source.test(line) && !isDocumented && !before.some((one) => /\/\/ contract: \S/.test(one));
  });
}

/** Files that can reach the service. Other tests of the local cloud, which knows nothing of it, run functions of their own. */
function testFiles(): string[] {
  const files = projectFiles('test/*.ts', 'test/*.mts').filter(
    (file) => file !== 'test/repository/compared-replies.test.ts',
  );
  return files.filter((file) => !file.startsWith('test/local-cloud/') || read(file).includes("inject('bundle')"));
}

describe('Every reply of the service that a test gets', () => {
  it('is compared with docs/openapi.yaml, or a comment says why not or where else', () => {
    const files = testFiles();
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((file) => unexplained(read(file)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  });

  it.each([
    ['  const response = await fetch(url);', 1],
    ["import { get, request } from 'node:http';", 1],
    ['  const handle = createMainHandler({ environment });', 1],
    ['  const { main_handler } = require(file);', 1],
    ['  return require(file).main_handler(event);', 1],
    ['  // contract: a page of the local cloud.\n  const page = await fetch(`${cloud.url}/inbox`);', 0],
    ['  const handle = documented(createMainHandler({ environment }));', 0],
    ['  const handle = documented(\n    createHandler({', 0],
    ['  documented(other);\n  const handle = createHandler({', 1],
    ["  handler: 'index.main_handler',\n  code: 'exports.main_handler = async () => 1',", 0],
  ])('is found if it is not: in %j', (text, found) => {
    expect(unexplained(text)).toHaveLength(found);
  });
});
