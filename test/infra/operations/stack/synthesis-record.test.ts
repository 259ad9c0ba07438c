import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  beginSynthesis,
  isSynthesized,
  recordSynthesis,
  type SynthesisInput,
  synthesisKey,
} from '../../../../infra/operations/stack/synthesis-record';

const input: SynthesisInput = {
  app: 'node infra/run.cjs infra/main.ts',
  env: { HOME: '/root', ENVIRONMENT: 'dev' },
  stacks: ['sms-verification-dev'],
  sources: 'a',
};

describe('The key of a synthesis', () => {
  it('is the same for the same input, in another shell and for another preset', () => {
    const key = synthesisKey(input);
    expect(key).toMatch(/^\w{64}$/);
    const another = { ENVIRONMENT: 'staging', HOME: '/root', SHLVL: '2', CREATE_STATE_FILES: 'no' };
    expect(synthesisKey({ ...input, env: another })).toBe(key);
  });

  it.each<[string, Partial<SynthesisInput>]>([
    ['sources', { sources: 'b' }],
    ['stacks', { stacks: ['sms-verification-dev', 'sms-verification-pr-1'] }],
    ['variables', { env: { ...input.env, STATE_BUCKET: 'state-1' } }],
  ])('is another one for other %s', (_, change) => {
    expect(synthesisKey({ ...input, ...change })).not.toBe(synthesisKey(input));
  });

  it.each<[string, Partial<SynthesisInput>]>([
    ['another app', { app: 'node my-app.js' }],
    ['the function of an earlier commit', { env: { ...input.env, FUNCTION_COMMIT: '1a2b3c4d5e6f' } }],
    ['a program that was not compiled', { sources: undefined }],
  ])('is not known of %s', (_, change) => {
    expect(synthesisKey({ ...input, ...change })).toBeUndefined();
  });
});

describe('A record of a synthesis', () => {
  function synthesized() {
    const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stack = join(folder, 'stacks', 'one');
    mkdirSync(join(stack, 'assets', 'code'), { recursive: true });
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: { one: {} } }));
    writeFileSync(join(stack, 'cdk.tf.json'), '{}');
    writeFileSync(join(stack, 'assets', 'code', 'function.zip'), 'zip');
    beginSynthesis(folder);
    recordSynthesis(folder, 'key');
    return { folder, stack };
  }

  it('holds as long as the files are what was synthesized, whatever Terraform adds', () => {
    const { folder, stack } = synthesized();
    mkdirSync(join(stack, '.terraform'));
    writeFileSync(join(stack, '.terraform.lock.hcl'), '');
    expect(isSynthesized(folder, 'key')).toBe(true);
    expect(isSynthesized(folder, 'another key')).toBe(false);
  });

  it.each([
    ['cdk.tf.json', '{ }'],
    [join('assets', 'code', 'function.zip'), 'pip'],
    [join('assets', 'more.zip'), ''],
  ])('does not hold when %s is another one', (file, content) => {
    const { folder, stack } = synthesized();
    writeFileSync(join(stack, file), content);
    expect(isSynthesized(folder, 'key')).toBe(false);
  });

  it('can be read by its owner alone, also if it could be read by everybody before', () => {
    const { folder } = synthesized();
    const file = join(folder, 'synthesized.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    beginSynthesis(folder);
    recordSynthesis(folder, 'key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not made while another process synthesizes to the folder, but after one that was interrupted', () => {
    const { folder } = synthesized();
    const file = join(folder, 'synthesized.json');
    // The process that has started this one still runs.
    writeFileSync(file, JSON.stringify({ running: [process.ppid] }));
    beginSynthesis(folder);
    recordSynthesis(folder, 'key');
    expect(isSynthesized(folder, 'key')).toBe(false);
    const { pid } = spawnSync('true');
    writeFileSync(file, JSON.stringify({ running: [pid] }));
    beginSynthesis(folder);
    recordSynthesis(folder, 'key');
    expect(isSynthesized(folder, 'key')).toBe(true);
    beginSynthesis(folder);
    writeFileSync(file, JSON.stringify({ running: [process.pid, pid] }));
    recordSynthesis(folder, 'key');
    expect(isSynthesized(folder, 'key')).toBe(false);
  });

  it('does not hold without a file, a stack or the record', () => {
    for (const lost of [['stacks', 'one', 'assets'], ['stacks', 'one'], ['synthesized.json'], ['manifest.json']]) {
      const { folder } = synthesized();
      rmSync(join(folder, ...lost), { recursive: true });
      expect(isSynthesized(folder, 'key')).toBe(false);
    }
  });
});
