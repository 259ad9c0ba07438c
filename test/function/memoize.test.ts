import { describe, expect, it } from 'vitest';
import { memoize } from '../../function/memoize';

describe('A memoized function', () => {
  /** Returns a memoized function with the texts for which it was computed. */
  function count(capacity: number) {
    const computed: string[] = [];
    const length = memoize(capacity, (text) => {
      computed.push(text);
      return text.length;
    });
    return { computed, length };
  }

  it('computes the value of a text once', () => {
    const { computed, length } = count(10);
    expect([length('abc'), length('abc'), length('d')]).toEqual([3, 3, 1]);
    expect(computed).toEqual(['abc', 'd']);
  });

  it('clears the cache when it is full', () => {
    const { computed, length } = count(2);
    for (const text of ['a', 'b', 'a', 'b']) length(text);
    expect(computed).toEqual(['a', 'b']);
    for (const text of ['c', 'a']) length(text);
    expect(computed).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not cache long texts, so that clients cannot fill the memory', () => {
    const { computed, length } = count(1000);
    const [longestCached, long] = ['x'.repeat(100), 'x'.repeat(101)];
    expect([longestCached, longestCached, long, long].map(length)).toEqual([100, 100, 101, 101]);
    expect(computed).toEqual([longestCached, long, long]);
  });
});
