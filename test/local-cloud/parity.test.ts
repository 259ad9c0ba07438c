import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { runParity } from '../../local-cloud/parity/parity-command';

const answers = {
  'event.get.fields': ['body', 'headers', 'httpMethod'],
  'event.get.types': { body: 'text', requestContext: { sourceIp: 'client' } },
  'head.status': 405,
  'page.content-disposition': null,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parity-'));
  return () => rmSync(folder, { recursive: true });
});

/** Writes what the local cloud answers through Function URLs, and a file of results beside it. @returns the file's path */
function write({ platform, local = answers }: { readonly platform: object | string; readonly local?: object }): string {
  writeFileSync(join(folder, 'function-url.json'), JSON.stringify({ trigger: 'function-url', answers: local }));
  const file = join(folder, 'dev.results');
  const results = { environment: 'dev', trigger: 'function-url', region: 'ap-guangzhou', times: {}, claims: [] };
  writeFileSync(file, typeof platform === 'string' ? platform : JSON.stringify({ ...results, ...platform }));
  return file;
}

function run(...args: readonly string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = runParity(args, {
    folder,
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
  });
  return { code, printed, errors };
}

describe('parity', () => {
  it('says that the local cloud answers as the platform does, whatever the order of fields', () => {
    const { 'event.get.types': types, ...others } = answers;
    const reordered = { requestContext: types.requestContext, body: types.body };
    expect(run(write({ platform: { answers: { ...others, 'event.get.types': reordered } } }))).toEqual({
      code: 0,
      printed: ['The local cloud answers as the platform does: 4 answers compared.'],
      errors: [],
    });
  });

  it('prints no control characters of a name, and survives answers that are nested deeply', () => {
    const depth = 20_000;
    const nested = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const platform = `{"trigger":"function-url","answers":{"\\u001b[2Jname":1,"deep":${nested},"head.status":405}}`;
    const { code, printed } = run(write({ platform }));
    expect(code).toBe(0);
    expect(printed.join('\n')).toContain('The local cloud was not asked: \\u001b[2Jname, deep');
  });

  it('prints the name and both answers of every point in which the local cloud answers otherwise', () => {
    const platform = {
      ...answers,
      'event.get.types': { body: 'text', path: 'text', requestContext: { sourceIp: 'gateway' } },
      'page.content-disposition': 'attachment',
    };
    const { code, printed } = run(write({ platform: { answers: platform } }));
    expect(code).toBe(1);
    expect(printed).toEqual([
      'event.get.types, path',
      '  the platform:    "text"',
      '  the local cloud: nothing',
      'event.get.types, requestContext.sourceIp',
      '  the platform:    "gateway"',
      '  the local cloud: "client"',
      'page.content-disposition',
      '  the platform:    "attachment"',
      '  the local cloud: null',
      expect.stringContaining('otherwise than the platform in 2 of 4 answers'),
    ]);
  });

  it.each([
    [
      'elements of their own',
      ['body', 'cookies', 'httpMethod'],
      ['  only the platform has:    "cookies"', '  only the local cloud has: "headers"'],
    ],
    ['an element more often', [...answers['event.get.fields'], 'body'], ['  only the platform has:    "body"']],
    [
      'another order',
      ['headers', 'body', 'httpMethod'],
      ['  the platform:    ["headers","body","httpMethod"]', '  the local cloud: ["body","headers","httpMethod"]'],
    ],
  ])('compares lists: %s', (_, fields, expected) => {
    const { code, printed } = run(write({ platform: { answers: { ...answers, 'event.get.fields': fields } } }));
    expect(code).toBe(1);
    expect(printed.slice(0, -1)).toEqual(['event.get.fields', ...expected]);
  });

  it('tells what only one of the two was asked, which is no difference; `null` is an answer', () => {
    const { 'head.status': _, ...others } = answers;
    const file = write({ platform: { answers: { ...others, 'sms.report': 'SUCCESS' } } });
    expect(run(file)).toMatchObject({
      code: 0,
      printed: [
        'The local cloud was not asked: sms.report',
        'The platform was not asked: head.status',
        'The local cloud answers as the platform does: 3 answers compared.',
      ],
    });
    expect(run(write({ platform: { answers: { ...answers, 'head.status': null } } })).code).toBe(1);
  });

  it('does not take two that were asked nothing in common for the same', () => {
    const { code, printed } = run(write({ platform: { answers: { other: 1 } } }));
    expect(code).toBe(1);
    expect(printed.at(-1)).toContain('nothing in common');
  });

  it.each<[string, object | string, string]>([
    ['text that is not JSON', '{', 'JSON'],
    ['no answers', {}, 'answers: Invalid input'],
    ['answers that are none', { answers: {} }, 'answers: there are none'],
    ['no object', '[]', 'content: Invalid input'],
    [
      'an unknown trigger',
      { trigger: '../dev', answers },
      'found "../dev"; the answers of the local cloud are recorded for function-url',
    ],
  ])('refuses a file with %s, and says what to do', (_, platform, message) => {
    const { code, printed, errors } = run(write({ platform }));
    expect({ code, printed }).toEqual({ code: 1, printed: [] });
    expect(errors.join('\n')).toContain(message);
    expect(errors.join('\n')).toContain('Give a file that `make acceptance` has written');
  });

  it('refuses other arguments than one file', () => {
    expect(run().errors.join()).toContain('parity needs one FILE; found 0');
    expect(run('a', 'b').errors.join()).toContain('parity needs one FILE; found 2');
    const { errors } = run('--all');
    expect(errors.join()).toContain("Unknown option '--all'");
    expect(errors.join().split('\n').at(-1)).toBe('See parity --help.');
  });
});

describe('npx tsx local-cloud/cli.ts parity', { timeout: 30_000 }, () => {
  const cli = (...args: string[]) =>
    promisify(execFile)('node', ['--import', 'tsx', 'local-cloud/cli.ts', 'parity', ...args], { cwd: projectRoot });

  it('prints its usage', async () => {
    const { stdout } = await cli('--help');
    expect(stdout).toContain('parity FILE');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('fails for a file that is missing, and says how to write it', async () => {
    const failed = await cli(join(folder, 'none.json')).catch((error) => error);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('none.json: not found. Write it with `make acceptance ENVIRONMENT=…`');
  });
});
