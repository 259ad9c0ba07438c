import { randomUUID } from 'node:crypto';
import type { Reaper } from '../process/reaper';
import { unpackCode } from './code-folder';
import { type FunctionProcess, startFunctionProcess } from './function-process';
import { createInstancePool } from './instance-pool';
import type { Credentials, InstanceAccess } from './instance-protocol';
import type { InvocationResult, Invoke } from './invocation';
import { type Invocation, invocationFailure, type RequestOutcome, toInvocationResult } from './invocation-result';
import { endLines, type PlatformLine, type RunningInvocation, startLine } from './platform-lines';
import type { Route } from './route';

export interface FunctionSpec {
  readonly name: string;
  readonly zip: Uint8Array;
  /** File and exported name, such as `index.main_handler`. */
  readonly handler: string;
  /** Memory limit of each instance. */
  readonly memoryMb: number;
  /** Time-out of each invocation, without the time to load the code. */
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Returns the temporary credentials of the execution role; called for each invocation. @default - no role */
  readonly credentials?: () => Credentials | undefined;
  /** Returns what the function can reach; called for each invocation. */
  readonly routes: () => readonly Route[];
  /** Maximum number of concurrent invocations. @default 10 */
  readonly maxInstances?: number;
  /** Receives each line that the function writes, before the result of the invocation. @default - lines are dropped */
  readonly log?: (line: string, invocation: RunningInvocation) => void;
  /** Receives each line that the platform writes before and after those of an invocation. @default - lines are dropped */
  readonly logPlatform?: (line: PlatformLine, invocation: RunningInvocation) => void;
  readonly reaper: Reaper;
  /** Such as `ap-guangzhou`. */
  readonly region: string;
  /** Whether an instance is frozen between invocations. @default true */
  readonly freezeWhenIdle?: boolean;
}

export interface RunningFunction {
  readonly invoke: Invoke;
  /** Process IDs of all instances, busy and idle. */
  processIds(): readonly number[];
  /** Kills all instances, busy ones too, and removes the code. */
  stop(): Promise<void>;
}

/** An invocation whose caller can read its log. */
interface ObservedInvocation {
  readonly invocation: RunningInvocation;
  readonly onLine: (line: string) => void;
}

/** Time-out for loading the code, in milliseconds. platform: init-timeout */
const loadTimeoutMs = 65_000;

/**
 * Runs a function as the platform does. Each instance is a process that handles one invocation at a time, is reused for
 * later invocations, and is frozen while it is idle. Processes start on demand.
 *
 * @throws if the zip is malformed
 */
export function startFunction(spec: FunctionSpec): RunningFunction {
  const { handler, memoryMb, timeoutSeconds, variables, credentials, routes, reaper } = spec;
  const { maxInstances = 10, freezeWhenIdle = true, log = () => {}, logPlatform = () => {} } = spec;
  const code = unpackCode(spec.zip, reaper.folder);
  /** The invocation that each instance handles. An instance has one before it writes its first line. */
  const invocations = new WeakMap<FunctionProcess, ObservedInvocation>();
  function start(): FunctionProcess {
    const write = (line: string) => {
      const running = invocations.get(instance);
      if (running === undefined) return;
      log(line, running.invocation);
      running.onLine(line);
    };
    const instance = startFunctionProcess({ folder: code.path, env: variables, memoryMb, log: write, reaper });
    return instance;
  }
  const pool = createInstancePool({ start, maxInstances, freezeWhenIdle });
  let stopped = false;

  function writePlatformLine(line: PlatformLine, running: ObservedInvocation): void {
    logPlatform(line, running.invocation);
    running.onLine(line.text);
  }

  async function load(instance: FunctionProcess, running: ObservedInvocation, access: InstanceAccess) {
    const outcome = await instance.request({ kind: 'load', handler, ...access }, loadTimeoutMs);
    if (outcome.response.kind === 'loaded') return undefined;
    await instance.kill();
    return ended(outcome, running, { timeoutSeconds: loadTimeoutMs / 1000, durationMs: 0 });
  }

  async function run(instance: FunctionProcess, running: ObservedInvocation, access: InstanceAccess, event: object) {
    const context = contextOf(spec, running.invocation.requestId);
    const startedAt = performance.now();
    const outcome = await instance.request({ kind: 'invoke', event, context, ...access }, timeoutSeconds * 1000);
    return ended(outcome, running, { timeoutSeconds, durationMs: performance.now() - startedAt });
  }

  function ended(
    outcome: RequestOutcome,
    running: ObservedInvocation,
    { timeoutSeconds, durationMs }: Omit<Invocation, 'requestId'>,
  ): InvocationResult {
    const { requestId } = running.invocation;
    const result = toInvocationResult(outcome, { requestId, timeoutSeconds, durationMs });
    const lines = endLines({ result, durationMs, memoryMb: outcome.memoryMb, memoryLimitMb: memoryMb });
    for (const line of lines) writePlatformLine(line, running);
    return result;
  }

  return {
    async invoke(event, onLine = () => {}) {
      const requestId = randomUUID();
      if (stopped) return invocationFailure('functionNotFound', requestId, `function ${spec.name} not found`);
      const access = { routes: routes(), credentials: credentials?.() };
      const taken = pool.take();
      if (taken === undefined) {
        const message = `Function [ ${spec.name} ] concurrency exceeded reserved quota ${maxInstances * memoryMb} MB`;
        return invocationFailure('noFreeInstance', requestId, message);
      }
      const { instance, isNew } = taken;
      const running = { invocation: { requestId, startedAt: Date.now() }, onLine };
      invocations.set(instance, running);
      writePlatformLine(startLine(requestId), running);
      const loadFailure = isNew ? await load(instance, running, access) : undefined;
      const result = loadFailure ?? (await run(instance, running, access, event));
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
