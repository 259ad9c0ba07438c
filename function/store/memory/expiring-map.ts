/** A map whose entries expire. Times are milliseconds since 1970. */
export interface ExpiringMap<Value> {
  get(key: string, now: number): Value | undefined;
  set(key: string, value: Value, times: { readonly now: number; readonly expiresAt: number }): void;
  delete(key: string): void;
  /** Number of entries, including expired ones that are not deleted yet. */
  readonly size: number;
}

/**
 * Creates an empty map. It deletes expired entries whenever its size has doubled since the last deletion, or reached the minimum size, so that
 * its size never exceeds twice the number of entries that were live then (or the minimum size), at a constant cost per entry.
 */
export function createExpiringMap<Value>({ minimumSize = 1000 } = {}): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  let cleanUpAt = minimumSize;

  function deleteExpired(now: number): void {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
    cleanUpAt = Math.max(minimumSize, 2 * entries.size);
  }

  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && entry.expiresAt > now ? entry.value : undefined;
    },
    set(key, value, { now, expiresAt }) {
      if (entries.size >= cleanUpAt) deleteExpired(now);
      entries.set(key, { value, expiresAt });
    },
    delete: (key) => void entries.delete(key),
    get size() {
      return entries.size;
    },
  };
}
