import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../local-cloud/account/cls-condition';
import { createSearch } from '../../../local-cloud/account/cls-index';

const tokenizer = ' ,:"{}';
const index = {
  Rule: {
    FullText: { CaseSensitive: false, Tokenizer: tokenizer },
    KeyValue: {
      CaseSensitive: true,
      KeyValues: [
        { Key: 'event', Value: { Type: 'text', Tokenizer: tokenizer } },
        { Key: 'reason', Value: { Type: 'text', Tokenizer: tokenizer } },
        { Key: 'status', Value: { Type: 'long' } },
      ],
    },
  },
};
const line = { event: 'send_refused', reason: 'Package used up', status: 433, other: 'send_refused' };
const finds = (condition: string, settings: object = index) =>
  createSearch({ ...settings })(parseCondition(condition), line);

describe('A search in a topic', () => {
  it.each([
    '*',
    '',
    'event:send_refused',
    'event:"send_refused"',
    'event:send_*',
    'event: "send_refused"',
    'reason:"used up"',
    'reason:Package AND status:>399',
    'status:>=433 AND status:<434 AND status:433',
    'event:code_sent OR event:"send_refused"',
    'NOT event:code_sent',
    '(event:code_sent OR reason:used) AND NOT status:200',
    'PACKAGE',
    '"package used"',
  ])('finds the line by %s', (condition) => expect(finds(condition)).toBe(true));

  it.each([
    'event:send',
    'event:"send_*"',
    'event:SEND_REFUSED',
    'reason:"up used"',
    'status:>433',
    'status:200',
    'event:code_sent OR reason:sold',
    'event:send_refused AND reason:sold',
    'absent:*',
    'nothing',
  ])('does not find it by %s', (condition) => expect(finds(condition)).toBe(false));

  it('does not find fields that the index lacks, nor words without an index of the whole text', () => {
    expect(finds('other:"send_refused"')).toBe(false);
    expect(finds('package', { Rule: { KeyValue: index.Rule.KeyValue } })).toBe(false);
    expect(finds('event:send_refused', {})).toBe(false);
    expect(finds('*', {})).toBe(true);
  });

  it.each(['event:', 'a b', 'a OR', 'OR a', '(a', 'a)', 'event:a or event:b', '"a'])('refuses %s', (condition) => {
    expect(() => parseCondition(condition)).toThrow(expect.objectContaining({ code: 'FailedOperation.SyntaxError' }));
  });
});
