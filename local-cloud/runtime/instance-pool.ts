import type { FunctionProcess } from './function-process';

export interface InstancePoolOptions {
  readonly start: () => FunctionProcess;
  readonly maxInstances: number;
  /** Whether an instance stands still while it is not taken. */
  readonly freezeWhenIdle: boolean;
}

/** The instances of a function: taken by one invocation at a time, the one that was used last first. */
export function createInstancePool({ start, maxInstances, freezeWhenIdle }: InstancePoolOptions) {
  const instances = new Set<FunctionProcess>();
  const idle: FunctionProcess[] = [];

  function forgetEnded(): void {
    for (const instance of instances) if (!instance.isAlive()) instances.delete(instance);
  }

  return {
    /** @returns `undefined` where there are as many as there may be, all at work */
    take(): { readonly instance: FunctionProcess; readonly isNew: boolean } | undefined {
      forgetEnded();
      for (let instance = idle.pop(); instance !== undefined; instance = idle.pop()) {
        if (!instance.isAlive()) continue;
        if (freezeWhenIdle) instance.wake();
        return { instance, isNew: false };
      }
      if (instances.size >= maxInstances) return undefined;
      const instance = start();
      instances.add(instance);
      return { instance, isNew: true };
    },

    /** Gives back what was taken; one that has ended makes room for another. */
    release(instance: FunctionProcess): void {
      forgetEnded();
      if (!instances.has(instance)) return;
      if (freezeWhenIdle) instance.freeze();
      idle.push(instance);
    },

    processIds(): readonly number[] {
      forgetEnded();
      return [...instances].flatMap(({ processId }) => processId ?? []);
    },

    /** Ends all, whatever they do. */
    async stop(): Promise<void> {
      await Promise.all([...instances].map((instance) => instance.kill()));
    },
  };
}
