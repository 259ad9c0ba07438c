import { describe, expect, it } from 'vitest';
import { readNumberOptions } from '../../../../infra/operations/number/number-options';

const PHONE = '+8618566246600';

describe('The options of make number', () => {
  it('are a number, and what to do', () => {
    expect(readNumberOptions({ PHONE }, [])).toEqual({ phone: PHONE, release: false, full: false, json: false });
    expect(readNumberOptions({ PHONE, RELEASE: '1', FULL: '1' }, ['--json'])).toEqual({
      phone: PHONE,
      release: true,
      full: true,
      json: true,
    });
    expect(readNumberOptions({ PHONE, RELEASE: '', FULL: '' }, [])).toMatchObject({ release: false, full: false });
  });

  it.each([
    [{}, [], 'PHONE is not set: set it to a number with + and its country code'],
    [{ PHONE: '18566246600' }, [], 'PHONE is malformed; allowed: a number with + and its country code'],
    [{ PHONE, RELEASE: 'yes' }, [], 'RELEASE: found "yes"; allowed: 1, or unset.'],
    [{ PHONE, FULL: '0' }, [], 'FULL: found "0"; allowed: 1, or unset.'],
    [{ PHONE }, ['--all'], 'ARGS: found "--all"; allowed: --json, --help.'],
  ])('are refused: %j %j', (env, words, message) => {
    const read = () => readNumberOptions(env, words);
    expect(read).toThrow(message);
    expect(read).not.toThrow('18566246600;');
  });
});
