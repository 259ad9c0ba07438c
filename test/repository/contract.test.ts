import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { variables } from '../../function/configuration/variables';
import { english } from '../../function/http/messages/english';
import { toReply } from '../../function/http/reply';
import { limits } from '../../function/store/limits';
import { projectRoot } from '../../infra/project-root';
import { listEnvironments } from '../../infra/settings/environments';
import { expectDocumented, type ReceivedReply } from '../support/contract';
import { contractFile } from './documents/contract/contract-file';
import { documentedReplies, keySetReply, preflightReply } from './documents/contract/documented-replies';
import { allProblems } from './documents/contract/outcome-samples';

/** Runs the linter, which then reaches no network. Returns what it complains about. */
async function lint(file: string): Promise<string> {
  const config = join(projectRoot, 'test', 'repository', 'documents', 'contract', 'redocly.yaml');
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    PATH: process.env.PATH,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
  const program = require.resolve('@redocly/cli/bin/cli.js');
  const args = [program, 'lint', '--format=json', `--config=${config}`, file];
  const linted = promisify(execFile)(process.execPath, args, { cwd: projectRoot, env });
  const { stdout } = await linted.catch((failure: { readonly stdout: string }) => failure);
  const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly ruleId: string }[] };
  return [...new Set(problems.map(({ ruleId }) => ruleId))].join();
}

describe('docs/openapi.yaml', { timeout: 60_000 }, () => {
  it('passes the linter, which finds what is wrong with another one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'contract-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const wrong = join(folder, 'openapi.yaml');
    const changed = (await readFile(contractFile, 'utf8')).replace('attemptsLeft: 2', 'attemptsLeft: two');
    await writeFile(wrong, changed);
    expect(await Promise.all([lint(contractFile), lint(wrong)])).toEqual(['', 'no-invalid-media-type-examples']);
  });

  it('has an example for each outcome', async () => {
    const examples = new Set(documentedReplies().map(({ outcome }) => outcome));
    expect([...examples].sort()).toEqual([...Object.keys(english.codes), 'InValidParam'].sort());
  });

  it('describes its own examples', () => {
    for (const { status, headers, body, text } of [...documentedReplies(), keySetReply]) {
      for (const method of text.methods) {
        const httpMethod = status === 405 ? 'PUT' : 'POST';
        expectDocumented({ httpMethod, method }, { status, headers, body: JSON.stringify(body) });
      }
    }
    const { status, headers, body } = preflightReply;
    expectDocumented({ httpMethod: 'OPTIONS' }, { status, headers, body: JSON.stringify(body) });
  });

  it('describes the refusal of every problem', () => {
    for (const problem of allProblems) {
      const reply = toReply({ codeStr: 'InValidParam', problem }, { language: 'en', headers: {} });
      const httpMethod = reply.statusCode === 405 ? 'PUT' : 'POST';
      expectDocumented({ httpMethod }, { ...reply, status: reply.statusCode });
    }
  });
});

describe('docs/use-it.md', () => {
  const guide = readFileSync(join(projectRoot, 'docs', 'use-it.md'), 'utf8');
  const [, section = ''] = /\n## Limits\n([\s\S]*?)\n## /.exec(guide) ?? [];
  const defaults = Object.fromEntries(
    Object.entries(variables.shape).map(([name, { _zod }]) => {
      const { defaultValue } = _zod.def as { readonly defaultValue?: unknown };
      return [name, String(defaultValue)];
    }),
  );

  it('has the defaults of the limits', () => {
    const stated = [...section.matchAll(/^\|[^|]+\| (\d+)[^|]*\| `([A-Z_]+)`/gm)].map(([, value, name]) => [
      name,
      value,
    ]);
    expect(stated.length).toBeGreaterThan(5);
    expect(defaults).toMatchObject(Object.fromEntries(stated));
  });

  it('has the limits that follow from settings, or are none', () => {
    const rows = new Map(
      [...section.matchAll(/^\| ([^|]+?) \| ([^|]+?) \|/gm)].map(([, what, value]) => [what, value]),
    );
    const { rangeGuard, totalGuard, youngFactor, youngBuckets, attemptsPerDay, budgetForKnown } = limits;
    const number = (value: unknown) => Number(value).toLocaleString('en');
    const guard = (limit: number) =>
      `${number(limit)} over ${youngBuckets + 1} minutes old, or ${number(limit * youngFactor)}`;
    const budget = (name: string) =>
      number(listEnvironments().find((one) => one.name === name)?.function.variables?.SEND_DAILY_BUDGET);
    expect(Object.fromEntries(rows)).toMatchObject({
      'messages to one number from one client address in a day, until the number logs in': `${Math.floor(Number(defaults.SEND_DAILY_LIMIT) / 2)}`,
      'wrong codes from one client address in an hour without a handle': `${Number(defaults.SEND_ADDRESS_LIMIT) * Number(defaults.CODE_MAX_ATTEMPTS)}`,
      'wrong codes for a number in a day without a handle': String(attemptsPerDay),
      'messages to a range of 10,000 numbers in an hour that no login followed': guard(rangeGuard),
      'messages to all numbers in an hour that no login followed': guard(totalGuard),
      'messages to all numbers in a day': `none; ${budget('staging')} in the presets, ${budget('prod')} in \`prod\``,
      'time for a request': `${listEnvironments()[0]?.function.timeoutSeconds} seconds`,
    });
    expect(budgetForKnown).toBe(1 / 5);
    expect(section).toContain('a fifth');
  });
});

describe('A reply that docs/openapi.yaml does not describe', () => {
  const reply = {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ codeStr: 'CodeIsError', msg: '', attemptsLeft: 2 }),
  };
  const asked = { httpMethod: 'GET', method: 'login' };
  const retryAfter = { 'retry-after': '5' };

  it.each<[string, ReceivedReply, string, typeof asked?]>([
    ['status', { ...reply, status: 418 }, 'status 418 is not documented'],
    ['status of the outcome', { ...reply, status: 403 }, 'body/codeStr must be equal to constant'],
    ['content type', { ...reply, headers: { 'content-type': 'text/plain' } }, 'content type text/plain'],
    [
      'field',
      { ...reply, body: '{"codeStr":"CodeHasExpired","msg":"","phone":""}' },
      'must NOT have additional properties: phone',
    ],
    ['type', { ...reply, body: reply.body.replace('2', '"2"') }, 'body/attemptsLeft must be integer'],
    ['missing field', { ...reply, body: '{"codeStr":"CodeIsError","msg":""}' }, "required property 'attemptsLeft'"],
    ['header', { ...reply, headers: { ...reply.headers, ...retryAfter } }, 'header retry-after is not documented'],
    ['missing header', { ...reply, headers: { 'content-type': 'application/json' } }, 'cache-control is missing'],
    ['outcome of the method', reply, 'CodeIsError is not documented for getSms', { ...asked, method: 'getSms' }],
  ])('is found: its %s', (_, other, difference, request = asked) => {
    expectDocumented(asked, reply);
    expect(() => expectDocumented(request, other)).toThrow(difference);
  });
});
