import { describe, expect, it } from 'vitest';
import { createExpiringMap } from '../../../../function/store/memory/expiring-map';

describe('An expiring map', () => {
  it('returns an entry until it expires', () => {
    const map = createExpiringMap<string>();
    map.set('key', 'value', { now: 0, expiresAt: 10 });
    expect(map.get('key', 9)).toBe('value');
    expect(map.get('key', 10)).toBeUndefined();
    expect(map.get('another', 0)).toBeUndefined();
  });

  it('returns the latest value and expiry of an entry', () => {
    const map = createExpiringMap<string>();
    map.set('key', 'first', { now: 0, expiresAt: 10 });
    map.set('key', 'second', { now: 5, expiresAt: 20 });
    expect(map.get('key', 15)).toBe('second');
  });

  it('has at most twice as many entries as are live', () => {
    const map = createExpiringMap<number>({ minimumSize: 10 });
    let largest = 0;
    for (let now = 0; now < 100_000; now++) {
      map.set(`key ${now}`, now, { now, expiresAt: now + 100 });
      largest = Math.max(largest, map.size);
    }
    expect(largest).toBeLessThanOrEqual(201);
    expect(map.get('key 99999', 99_999)).toBe(99_999);
    expect(map.get('key 99900', 99_999)).toBe(99_900);
  });
});
