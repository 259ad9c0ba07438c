/** A map whose entries have an end. Times are milliseconds since 1970. */
export interface ExpiringMap<Value> {
  get(key: string, now: number): Value | undefined;
  set(key: string, value: Value, times: { readonly now: number; readonly expiresAt: number }): void;
  /** Entries held, expired ones that are not yet forgotten among them. */
  readonly size: number;
}

/**
 * Makes an empty map. It forgets expired entries whenever it has doubled in size, so that it never holds more than twice
 * what is live (or the least number), at a constant cost for each entry.
 */
export function createExpiringMap<Value>({ leastToForget = 1000 } = {}): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  let forgetAt = leastToForget;

  function forgetExpired(now: number): void {
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
    forgetAt = Math.max(leastToForget, 2 * entries.size);
  }

  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && entry.expiresAt > now ? entry.value : undefined;
    },
    set(key, value, { now, expiresAt }) {
      if (entries.size >= forgetAt) forgetExpired(now);
      entries.set(key, { value, expiresAt });
    },
    get size() {
      return entries.size;
    },
  };
}
