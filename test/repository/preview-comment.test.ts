import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readActionsFiles } from './workflows';

const preview = readActionsFiles('workflows').find(({ path }) => path.endsWith('/preview.yml'));
const script = preview?.steps.flatMap(({ run }) => run ?? [])[0] ?? '';
const comments = 'repos/us/sms/issues/42/comments';

describe('The comment with a preview’s address', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gh-'));
    // Lists the IDs in OURS if the comments are requested. Records the arguments of all other calls in CALLS.
    const gh = '#!/bin/sh\ncase "$*" in *--paginate*) printf "%s" "$OURS";; *) printf "%s|" "$@" >> "$CALLS";; esac\n';
    await writeFile(join(folder, 'gh'), gh, { mode: 0o755 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs the step with a fake `gh`, and returns the arguments of all calls but the one that lists comments. */
  async function comment(variables: Readonly<Record<string, string>>): Promise<string> {
    const calls = join(folder, 'calls');
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      CALLS: calls,
      COMMENTS: comments,
      COMMENT: 'repos/us/sms/issues/comments',
      MARK: '<!-- preview -->',
      STACK: 'sms-verification-pr-42',
      COMMIT: 'abc',
      ...variables,
    };
    await promisify(execFile)('bash', ['-e', '-c', script], { env });
    return readFile(calls, 'utf8');
  }

  it('is created if there is none', async () => {
    const text =
      'body=<!-- preview -->\nThe preview `sms-verification-pr-42` of abc answers at https://a.example.com/\n';
    const [, before, deployedAt = '', after] =
      /^([\s\S]*)<!-- deployed (\S+) -->([\s\S]*)$/.exec(await comment({ OURS: '', URL: 'https://a.example.com/' })) ??
      [];
    expect([before, after]).toEqual([`api|${comments}|-f|${text}`, '|--silent|']);
    expect(new Date(deployedAt).getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is updated if there is one, and says in the end that the preview is destroyed', async () => {
    const text = 'body=<!-- preview -->\nThe preview `sms-verification-pr-42` is destroyed.';
    const expected = `api|--method|PATCH|repos/us/sms/issues/comments/7|-f|${text}|--silent|`;
    expect(await comment({ OURS: '7\n8\n', URL: '' })).toBe(expected);
  });
});
