import { describe, expect, it } from 'vitest';
import { wrapText } from '../../../infra/operations/wrap-text';

describe('A text for people', () => {
  it('is broken between words, but for words that are longer than a line', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('a https://example.com/ b', 5)).toEqual(['a', 'https://example.com/', 'b']);
    expect(wrapText('', 5)).toEqual(['']);
  });
});
