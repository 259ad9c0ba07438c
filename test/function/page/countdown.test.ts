import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../function/page/browser/countdown';

describe('A remaining time', () => {
  it.each([
    [300, '5:00'],
    [59, '0:59'],
    [0, '0:00'],
    [3600, '1:00:00'],
    [32_699, '9:04:59'],
  ])('of %i s is formatted as %s', (seconds, text) => {
    expect(formatTime(seconds)).toBe(text);
  });
});
