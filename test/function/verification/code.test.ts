import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCode, deriveCodeKey, hashCode, readCode } from '../../../function/verification/code';

import { readPhoneNumber } from '../../../function/verification/phone-number';

describe('A code', () => {
  it('has six digits, including leading zeros', () => {
    const codes = Array.from({ length: 5000 }, createCode);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    // One code in ten begins with a zero; the probability that none of 5000 does is 10^-228.
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  it('is uniformly distributed', () => {
    // Pearson's chi-squared test with 1000 cells of 1000 codes each; a false alarm has a probability of 10^-9.
    const draws = Array.from({ length: 400_000 }, () => Number(createCode()));
    const tally = (cellOf: (code: number) => number) => {
      const cells = Array.from({ length: 1000 }, () => 0);
      for (const code of draws) cells[cellOf(code)] = (cells[cellOf(code)] ?? 0) + 1;
      return cells;
    };
    for (const counted of [tally((code) => code % 1000), tally((code) => Math.floor(code / 1000))]) {
      const expected = draws.length / counted.length;
      const chiSquare = counted.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chiSquare).toBeGreaterThan(749);
      expect(chiSquare).toBeLessThan(1297);
    }
  });

  it.each(['123456', ' 123456', '123 456', '１２３４５６'])('is read from %j', (text) => {
    expect(readCode(text)).toBe('123456');
  });

  it.each(['', '12345', '1234567', '12345a', '-12345', '12345.', '123456\n', '١٢٣٤٥٦', '0x1234'])(
    'is not read from %j',
    (text) => {
      expect(readCode(text)).toBeUndefined();
    },
  );
});

describe('A text that is longer than any code or number', () => {
  it('is not read, since normalizing makes some characters many times longer', () => {
    // U+FDFA becomes 18 characters.
    const normalize = vi.spyOn(String.prototype, 'normalize');
    onTestFinished(() => normalize.mockRestore());
    expect(readCode('\uFDFA'.repeat(21_000))).toBeUndefined();
    expect(readPhoneNumber('\uFDFA'.repeat(21_000), ['86'])).toEqual({ refused: 'malformed' });
    expect(normalize).not.toHaveBeenCalled();
  });
});

describe('The hash of a code', () => {
  const key = deriveCodeKey('secret of this test');

  it('differs by code, by number and by key', () => {
    const hashes = [
      hashCode(key, '+8618566246600', '123456'),
      hashCode(key, '+8618566246600', '123457'),
      hashCode(key, '+8618566246601', '123456'),
      hashCode(deriveCodeKey('another secret'), '+8618566246600', '123456'),
      hashCode(deriveCodeKey(undefined), '+8618566246600', '123456'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is the same in all instances with the same secret', () => {
    const elsewhere = deriveCodeKey('secret of this test');
    expect(hashCode(elsewhere, '+8618566246600', '123456')).toBe(hashCode(key, '+8618566246600', '123456'));
  });

  it('does not contain the code', () => {
    expect(hashCode(key, '+8618566246600', '123456')).toMatch(/^[\w-]{22}$/);
    expect(hashCode(key, '+8618566246600', '123456')).not.toContain('123456');
  });
});
