import { randomUUID } from 'node:crypto';
import type { Reaper } from '../process/reaper';
import { unpackCode } from './code-folder';
import { type FunctionProcess, startFunctionProcess } from './function-process';
import { createInstancePool } from './instance-pool';
import type { Credentials, InvocationSurroundings } from './instance-protocol';
import type { Invoke } from './invocation';
import { failed, resultOf } from './invocation-result';
import type { Route } from './route';

export interface FunctionSpec {
  readonly name: string;
  readonly zip: Uint8Array;
  /** File and name, such as `index.main_handler`. */
  readonly handler: string;
  /** What each instance may use. */
  readonly memoryMb: number;
  /** What each invocation may take; loading the code is not part of it. */
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Temporary keys of the execution role, asked for at each invocation. @default - no role */
  readonly credentials?: () => Credentials | undefined;
  /** What can be reached, asked for at each invocation. */
  readonly routes: () => readonly Route[];
  /** How many invocations can run at the same time. @default 10 */
  readonly maxInstances?: number;
  /** Takes each line that the function writes, before the result of the invocation. @default - nobody does */
  readonly log?: (line: string) => void;
  readonly reaper: Reaper;
  /** Such as `ap-guangzhou`. */
  readonly region: string;
  /** Whether an instance stands still between invocations. @default true */
  readonly freezeWhenIdle?: boolean;
}

export interface RunningFunction {
  readonly invoke: Invoke;
  /** The instances there are, at work or idle. */
  processIds(): readonly number[];
  /** Ends all instances, whatever they do, and removes the code. */
  stop(): Promise<void>;
}

/** Milliseconds that loading the code may take. */
const loadLimit = 65_000;

/**
 * Runs a function as the platform does: each instance is a process that handles one invocation at a time, is reused, and
 * is frozen when idle. Processes start when they are needed.
 *
 * @throws where the zip is malformed
 */
export function startFunction(spec: FunctionSpec): RunningFunction {
  const { handler, memoryMb, timeoutSeconds, variables, credentials, routes, reaper } = spec;
  const { maxInstances = 10, freezeWhenIdle = true, log = () => {} } = spec;
  const code = unpackCode(spec.zip, reaper.folder);
  const start = () => startFunctionProcess({ folder: code.path, env: variables, memoryMb, log, reaper });
  const pool = createInstancePool({ start, maxInstances, freezeWhenIdle });
  let stopped = false;

  async function load(instance: FunctionProcess, requestId: string, surroundings: InvocationSurroundings) {
    const asked = await instance.ask({ kind: 'load', handler, ...surroundings }, loadLimit);
    if (asked.answer.kind === 'loaded') return undefined;
    await instance.kill();
    return resultOf(asked, { requestId, timeoutSeconds: loadLimit / 1000, durationMs: 0 });
  }

  async function run(
    instance: FunctionProcess,
    requestId: string,
    surroundings: InvocationSurroundings,
    event: object,
  ) {
    const context = contextOf(spec, requestId);
    const startedAt = performance.now();
    const asked = await instance.ask({ kind: 'invoke', event, context, ...surroundings }, timeoutSeconds * 1000);
    return resultOf(asked, { requestId, timeoutSeconds, durationMs: performance.now() - startedAt });
  }

  return {
    async invoke(event) {
      const requestId = randomUUID();
      if (stopped) return failed('functionNotFound', requestId, `function ${spec.name} not found`);
      const surroundings = { routes: routes(), credentials: credentials?.() };
      const taken = pool.take();
      if (taken === undefined) {
        const message = `Function [ ${spec.name} ] concurrency exceeded reserved quota ${maxInstances * memoryMb} MB`;
        return failed('noFreeInstance', requestId, message);
      }
      const { instance, isNew } = taken;
      const loadFailure = isNew ? await load(instance, requestId, surroundings) : undefined;
      const result = loadFailure ?? (await run(instance, requestId, surroundings, event));
      pool.release(instance);
      return result;
    },
    processIds: pool.processIds,
    async stop() {
      stopped = true;
      await pool.stop();
      code.remove();
    },
  };
}

function contextOf(spec: FunctionSpec, requestId: string): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    request_id: requestId,
    function_name: spec.name,
    function_version: '$LATEST',
    namespace: 'default',
    memory_limit_in_mb: spec.memoryMb,
    time_limit_in_ms: spec.timeoutSeconds * 1000,
    environment: JSON.stringify(spec.variables),
    tencentcloud_region: spec.region,
  };
}
