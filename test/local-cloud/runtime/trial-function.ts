import { onTestFinished } from 'vitest';
import { startReaper } from '../../../local-cloud/process/reaper';
import { type FunctionSpec, type RunningFunction, startFunction } from '../../../local-cloud/runtime/function-runtime';
import { zipHandler } from './zip-handler';

export interface TrialFunction extends RunningFunction {
  /** Lines that the function has written. */
  readonly lines: readonly string[];
  /** Invokes the function. @returns its reply. @throws if the invocation fails */
  reply(event?: object): Promise<unknown>;
}

/**
 * Starts a function that is stopped after the test.
 *
 * @param code source of the handler, or the whole zip
 */
export function startTrialFunction(code: string | Uint8Array, options: Partial<FunctionSpec> = {}): TrialFunction {
  const lines: string[] = [];
  const reaper = startReaper();
  const running = startFunction({
    name: 'trial',
    zip: typeof code === 'string' ? zipHandler(code) : code,
    handler: 'index.main_handler',
    memoryMb: 128,
    timeoutSeconds: 5,
    variables: {},
    routes: () => [],
    log: (line) => lines.push(line),
    reaper,
    region: 'ap-guangzhou',
    ...options,
  });
  onTestFinished(async () => {
    await running.stop();
    await reaper.close();
  });
  return {
    ...running,
    lines,
    async reply(event = {}) {
      const result = await running.invoke(event);
      if (result.kind === 'reply') return result.reply;
      throw new Error([result.errorMessage, result.stackTrace, ...lines].join('\n'));
    },
  };
}
