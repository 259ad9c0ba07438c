import type { FunctionProcess } from './function-process';

export interface InstancePoolOptions {
  readonly start: () => FunctionProcess;
  readonly maxInstances: number;
  /** Whether idle instances are frozen. platform: frozen-when-idle */
  readonly freezeWhenIdle: boolean;
}

/** The instances of a function. Each serves one invocation at a time; the most recently used one is taken first. platform: event-function-one-request */
export function createInstancePool({ start, maxInstances, freezeWhenIdle }: InstancePoolOptions) {
  const instances = new Set<FunctionProcess>();
  const idle: FunctionProcess[] = [];

  function removeEnded(): void {
    for (const instance of instances) if (!instance.isAlive()) instances.delete(instance);
  }

  return {
    /** @returns `undefined` if the maximum number of instances is reached and all are busy */
    take(): { readonly instance: FunctionProcess; readonly isNew: boolean } | undefined {
      removeEnded();
      for (let instance = idle.pop(); instance !== undefined; instance = idle.pop()) {
        if (!instance.isAlive()) continue;
        if (freezeWhenIdle) instance.thaw();
        return { instance, isNew: false };
      }
      if (instances.size >= maxInstances) return undefined;
      const instance = start();
      instances.add(instance);
      return { instance, isNew: true };
    },

    /** Returns an instance to the pool. An instance that has ended leaves the pool. */
    release(instance: FunctionProcess): void {
      removeEnded();
      if (!instances.has(instance)) return;
      if (freezeWhenIdle) instance.freeze();
      idle.push(instance);
    },

    processIds(): readonly number[] {
      removeEnded();
      return [...instances].flatMap(({ processId }) => processId ?? []);
    },

    /** Kills all instances, busy ones too. */
    async stop(): Promise<void> {
      await Promise.all([...instances].map((instance) => instance.kill()));
    },
  };
}
