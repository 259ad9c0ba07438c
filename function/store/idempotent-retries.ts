import type { CodeStore, CodeToStore } from './code-store';

/** Operations of each kind that are remembered; beyond that the oldest are forgotten. */
const most = 1000;

/**
 * Makes a store that treats what is tried again after it did not answer as a repeat: the first try may have happened
 * unseen, or may happen yet. So a code that is entered again counts once and a right one is not used up by an answer that
 * nobody got, and a number need not wait for a message that was never sent.
 *
 * It remembers for this process alone; whoever meets another instance is told that the code is spent, or to wait.
 */
export function repeatUnanswered(store: CodeStore): CodeStore {
  const sends = new Map<string, CodeToStore>();
  const checks = new Map<string, string>();

  return {
    ...store,
    async storeCode(code) {
      const unanswered = take(sends, code.phone);
      let underWay = unanswered ?? code;
      try {
        if (unanswered !== undefined) await store.takeBack(unanswered);
        underWay = code;
        return await store.storeCode(code);
      } catch (error) {
        keep(sends, code.phone, underWay);
        throw error;
      }
    },
    async checkCode(code) {
      const entered = `${code.phone} ${code.codeHash}`;
      const requestId = take(checks, entered) ?? code.requestId;
      try {
        return await store.checkCode({ ...code, requestId });
      } catch (error) {
        keep(checks, entered, requestId);
        throw error;
      }
    },
  };
}

/** Once: of two that try again at the same time, only one is the repeat. */
function take<Value>(remembered: Map<string, Value>, key: string): Value | undefined {
  if (remembered.size === 0) return undefined;
  const value = remembered.get(key);
  remembered.delete(key);
  return value;
}

/** The first of several that failed at the same time, since it is the first that happens. */
function keep<Value>(remembered: Map<string, Value>, key: string, value: Value): void {
  if (remembered.has(key)) return;
  remembered.set(key, value);
  const [oldest] = remembered.keys();
  if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
}
