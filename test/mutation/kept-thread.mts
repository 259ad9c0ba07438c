import {
  type PoolOptions,
  type PoolRunnerInitializer,
  type PoolWorker,
  ThreadsPoolWorker,
  type WorkerRequest,
} from 'vitest/node';

type Listener = (message: unknown) => void;

/**
 * A pool of one thread, which stays between two runs: starting a thread and loading the packages takes as long as the tests that kill a
 * mutant. The project's own modules are loaded again for each run, so that none of what they remember gets into the next one.
 */
export class KeptThread implements PoolRunnerInitializer {
  readonly name = 'kept-thread';
  private thread: ThreadsPoolWorker | undefined;

  /** @param modules files of the modules to load again, by their absolute paths */
  constructor(private readonly modules: readonly string[]) {}

  readonly createPoolWorker = (options: PoolOptions): PoolWorker => {
    const listeners: { readonly event: string; readonly listener: Listener }[] = [];
    const isStarted = this.thread !== undefined;
    this.thread ??= new ThreadsPoolWorker(options);
    const { thread, modules } = this;
    const answer = (type: 'started' | 'stopped') => {
      for (const { event, listener } of [...listeners]) {
        if (event === 'message') listener({ type, __vitest_worker_response__: true });
      }
    };
    return {
      name: this.name,
      on(event, listener) {
        listeners.push({ event, listener });
        thread.on(event, listener);
      },
      off(event, listener) {
        thread.off(event, listener);
      },
      send(message: WorkerRequest) {
        if (message.type === 'start' && isStarted) answer('started');
        else if (message.type === 'stop') answer('stopped');
        else if (message.type === 'run') {
          thread.send({ ...message, context: { ...message.context, invalidates: [...modules] } });
        } else thread.send(message);
      },
      deserialize: (data) => data,
      async start() {
        if (!isStarted) await thread.start();
      },
      async stop() {
        for (const { event, listener } of listeners) thread.off(event, listener);
      },
    };
  };

  /** Ends the thread: the next run starts another one. */
  async end(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.stop();
  }
}
