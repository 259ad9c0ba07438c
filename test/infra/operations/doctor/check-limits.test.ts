import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startClock } from '../../../../infra/operations/doctor/check-limits';

describe('The time of an examination', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    [0, 8_000],
    [1_500, 8_000],
    [4_000, 5_500],
    [7_500, 2_000],
    [60_000, 2_000],
  ])('leaves a check that begins after %d ms %d ms, so that everything ends within ten seconds', (begin, limit) => {
    const clock = startClock();
    vi.advanceTimersByTime(begin);
    expect(clock.limit()).toBe(limit);
  });

  it('starts again after a download', () => {
    const clock = startClock();
    vi.advanceTimersByTime(60_000);
    clock.restart();
    expect(clock.limit()).toBe(8_000);
  });
});
