import type { CodeStore, CodeToStore } from './code-store';

/** Number of unanswered operations of each kind that are kept; the oldest ones are dropped. */
const capacity = 1000;

/**
 * Wraps a store so that a client's retry of an unanswered operation counts once, although Redis may have carried out the
 * first one, or may do it later. A check reuses the idempotency key of the first one; a send takes the
 * unanswered code back before it stores the new one. So a retried attempt counts once, a right code is not used up by a
 * lost reply, and a number does not have to wait for a message that was never sent.
 *
 * Unanswered operations are remembered in this process only: after a retry that reaches another instance, the user gets
 * `spent` or has to wait.
 */
export function withIdempotentRetries(store: CodeStore): CodeStore {
  const unansweredSends = new Map<string, CodeToStore>();
  const unansweredChecks = new Map<string, string>();

  return {
    ...store,
    async storeCode(code) {
      const unanswered = take(unansweredSends, code.phone);
      let current = unanswered ?? code;
      try {
        if (unanswered !== undefined) await store.takeBack(unanswered, 'not-sent');
        current = code;
        return await store.storeCode(code);
      } catch (error) {
        keep(unansweredSends, code.phone, current);
        throw error;
      }
    },
    async checkCode(code) {
      const attempt = `${code.phone} ${code.codeHash} ${code.handle}`;
      const attemptId = take(unansweredChecks, attempt) ?? code.attemptId;
      try {
        return await store.checkCode({ ...code, attemptId });
      } catch (error) {
        keep(unansweredChecks, attempt, attemptId);
        throw error;
      }
    },
  };
}

/** Removes and returns a value, so that only one of two simultaneous retries reuses the key. */
function take<Value>(kept: Map<string, Value>, key: string): Value | undefined {
  const value = kept.get(key);
  kept.delete(key);
  return value;
}

/** Keeps the first of several simultaneous operations, since the store carries it out first. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  if (kept.has(key)) return;
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
}
