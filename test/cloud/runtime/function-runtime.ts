import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import type { Reaper } from '../process/reaper';
import { type Ending, type Instance, type Route, startInstance } from './instance';

export interface FunctionOptions {
  readonly name: string;
  readonly region: string;
  readonly zip: Uint8Array;
  /** Such as `index.main_handler`. */
  readonly handler: string;
  /** Memory of an instance, in MB. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Keys of the execution role, asked for at each invocation. @default - no role */
  readonly credentials?: () => FunctionCredentials | undefined;
  /** Where the network leads, asked for at each invocation. @default - nowhere */
  readonly routes?: () => Promise<readonly Route[]>;
  /** Most instances at a time. @default 10 */
  readonly maxInstances?: number;
  readonly reaper: Reaper;
  /** Takes each line that the function writes. */
  readonly log?: (line: string) => void;
}

export interface FunctionCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
}

/** What became of an invocation; a failure has the platform's status code. */
export type InvocationResult =
  | { readonly kind: 'reply'; readonly reply: unknown; readonly requestId: string }
  | { readonly kind: 'failed'; readonly statusCode: number; readonly message: string; readonly requestId: string };

/** A function that is there to be called. */
export interface RunningFunction {
  /** Processes of its instances, frozen or not. */
  readonly instances: readonly Instance[];
  invoke(event: object): Promise<InvocationResult>;
  /** Ends all instances. */
  stop(): Promise<void>;
}

const defaultInstances = 10;

/** Runs a function as the platform does: an instance takes one invocation at a time, a new one starts when all are busy. */
export function startFunction(options: FunctionOptions): RunningFunction {
  const { name, region, handler, memoryMb, timeoutSeconds, environment, reaper } = options;
  const { credentials, routes = async () => [], maxInstances = defaultInstances, log = () => {} } = options;
  const folder = unpack(options.zip, reaper.folder);
  const idle: Instance[] = [];
  const busy = new Set<Instance>();

  function takeInstance(): Instance | undefined {
    for (let instance = idle.pop(); instance !== undefined; instance = idle.pop()) if (instance.alive) return instance;
    if (busy.size >= maxInstances) return undefined;
    return startInstance({ folder, handler, environment: { ...environment, ...keys() }, memoryMb, reaper, log });
  }

  function keys(): Record<string, string> {
    const given = credentials?.();
    if (given === undefined) return {};
    return {
      TENCENTCLOUD_SECRETID: given.secretId,
      TENCENTCLOUD_SECRETKEY: given.secretKey,
      TENCENTCLOUD_SESSIONTOKEN: given.token,
    };
  }

  async function invoke(event: object): Promise<InvocationResult> {
    const requestId = randomUUID();
    const instance = takeInstance();
    if (instance === undefined) {
      const message = `All ${maxInstances} instances of the function are busy`;
      return { kind: 'failed', statusCode: 432, message, requestId };
    }
    busy.add(instance);
    const context = {
      request_id: requestId,
      function_name: name,
      function_version: '$LATEST',
      namespace: 'default',
      memory_limit_in_mb: memoryMb,
      time_limit_in_ms: timeoutSeconds * 1000,
      environment: JSON.stringify(environment),
      tencentcloud_region: region,
    };
    try {
      const network = await routes();
      const ending = await instance.invoke({ event, context, environment: keys(), network, timeoutSeconds });
      if (ending.kind === 'thrown') log(ending.error);
      return { ...result(ending), requestId };
    } finally {
      busy.delete(instance);
      if (instance.alive) idle.push(instance);
    }
  }

  function result(ending: Ending) {
    const failed = (statusCode: number, message: string) => ({ kind: 'failed', statusCode, message }) as const;
    switch (ending.kind) {
      case 'reply':
        return { kind: 'reply', reply: ending.reply } as const;
      case 'thrown':
        return failed(430, `User code exception caught: ${ending.error.split('\n')[0]}`);
      case 'exited':
        return failed(439, 'User process exited when running');
      case 'timed-out':
        return failed(433, `Invoking task timed out after ${timeoutSeconds} seconds`);
      case 'out-of-memory':
        return failed(434, `Memory limit of ${memoryMb} MB exceeded`);
    }
  }

  return {
    get instances() {
      return [...idle, ...busy].filter(({ alive }) => alive);
    },
    invoke,
    async stop() {
      await Promise.all([...idle, ...busy].map((instance) => instance.kill()));
      idle.length = 0;
      chmodSync(folder, 0o700);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Unpacks a zip into a folder that the function can only read. */
function unpack(zip: Uint8Array, parent: string): string {
  const folder = mkdtempSync(join(parent, 'function-'));
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    const path = resolve(folder, name);
    if (!path.startsWith(folder + sep) || name.endsWith('/')) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o444 });
  }
  chmodSync(folder, 0o555);
  return folder;
}
