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

describe('The comment with the address of a preview', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gh-'));
    // Asked for the comments, it tells the ids that are ours; whatever else it is asked, it notes.
    const gh = '#!/bin/sh\ncase "$*" in *--paginate*) printf "%s" "$OURS";; *) printf "%s|" "$@" >> "$ASKED";; esac\n';
    await writeFile(join(folder, 'gh'), gh, { mode: 0o755 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs the step with a `gh` that only notes; returns what it was asked beyond the comments there are. */
  async function comment(variables: Readonly<Record<string, string>>): Promise<string> {
    const asked = join(folder, 'asked');
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      ASKED: asked,
      COMMENTS: comments,
      COMMENT: 'repos/us/sms/issues/comments',
      MARK: '<!-- preview -->',
      STACK: 'sms-verification-pr-42',
      COMMIT: 'abc',
      ...variables,
    };
    await promisify(execFile)('bash', ['-e', '-c', script], { env });
    return readFile(asked, 'utf8');
  }

  it('is made once', async () => {
    const text = 'body=<!-- preview -->\nThe preview `sms-verification-pr-42` of abc answers at https://a.example.com/';
    expect(await comment({ OURS: '', URL: 'https://a.example.com/' })).toBe(`api|${comments}|-f|${text}|--silent|`);
  });

  it('is changed from then on, and tells in the end that the preview is gone', async () => {
    const text = 'body=<!-- preview -->\nThe preview `sms-verification-pr-42` is destroyed.';
    const expected = `api|--method|PATCH|repos/us/sms/issues/comments/7|-f|${text}|--silent|`;
    expect(await comment({ OURS: '7\n8\n', URL: '' })).toBe(expected);
  });
});
