import type { CodeStore, StoreRules } from '../../../function/store/code-store';
import { createMemoryStore } from '../../../function/store/memory/memory-store';

/** Where the instances of a game store their codes. */
export interface Backend {
  /** Whether the store forgets everything when an instance restarts. */
  readonly forgets: boolean;
  /**
   * Empties the store for a new game.
   *
   * @returns a function that connects an instance, by its number
   */
  start(rules: StoreRules, now: () => number): Promise<(instance: number) => CodeStore>;
}

/** A memory store, which all instances share. */
export const memoryBackend: Backend = {
  forgets: true,
  async start(rules, now) {
    const store = createMemoryStore(rules, now);
    return () => store;
  },
};
