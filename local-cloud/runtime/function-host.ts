import type { Account } from '../account/account';
import { CloudError } from '../account/cloud-error';
import type { RedisRecord } from '../account/redis-instance';
import type { FunctionRecord } from '../account/scf-function';
import type { Reaper } from '../process/reaper';
import { type RunningFunction, startFunction } from './function-runtime';
import type { InvocationResult } from './invocation';
import type { Route } from './route';

export interface FunctionHostOptions {
  readonly account: () => Account;
  /** Host and port of the API on this machine. */
  readonly api: () => { readonly host: string; readonly port: number };
  readonly reaper: Reaper;
}

/** Runs the functions of an account. */
export interface FunctionHost {
  /** Calls a function; one that is being made or changed is waited for. */
  invoke(functionId: string, event: object): Promise<InvocationResult>;
  /** What runs of a function; `undefined` where it was not called yet. */
  running(functionId: string): RunningFunction | undefined;
  /** Ends a function's instances. */
  end(functionId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two looks at a function that is not active yet. */
const interval = 20;

/** Runs functions by what the account says of them, anew whenever it says something else. */
export function createFunctionHost({ account, api, reaper }: FunctionHostOptions): FunctionHost {
  const running = new Map<string, { readonly version: string; readonly process: RunningFunction }>();

  function start(record: FunctionRecord): RunningFunction {
    const { functionId, name, region, code, handler, memorySize, timeout, variables, role, topicId } = record;
    return startFunction({
      name,
      region,
      zip: Buffer.from(code, 'base64'),
      handler,
      memoryMb: memorySize,
      timeoutSeconds: timeout,
      variables,
      ...(record.reservedMemory !== undefined && { maxInstances: Math.floor(record.reservedMemory / memorySize) }),
      reaper,
      credentials: () => {
        const { cam, credentials } = account();
        return cam.roles().some((one) => one.name === role) ? credentials.assumeRole(role) : undefined;
      },
      routes: () => routesOf(account().scf.findById(functionId) ?? record),
      log: (line) => account().cls.write(topicId, line),
    });
  }

  /** The API from everywhere, and what a security group lets the function's subnet reach. */
  function routesOf({ vpcId, subnetId, publicNet }: FunctionRecord): readonly Route[] {
    const { redis, vpc, securityGroups } = account();
    const network = vpc.findSubnet(subnetId)?.cidrBlock ?? '';
    const isOpen = (one: RedisRecord) =>
      one.vpcId === vpcId &&
      one.state === 'online' &&
      (one.securityGroups.length === 0 ||
        one.securityGroups.some((group) => securityGroups.accepts(group, network, one.port)));
    const stores = redis.instances().flatMap((one) => {
      const to = isOpen(one) ? redis.endpoint(one.instanceId) : undefined;
      return to === undefined ? [] : [{ host: one.address, port: one.port, to }];
    });
    const reachesApi = publicNet || vpcId === '';
    return reachesApi ? [{ host: '*.tencentcloudapi.com', port: 443, to: api(), tls: true }, ...stores] : stores;
  }

  async function end(functionId: string): Promise<void> {
    const process = running.get(functionId)?.process;
    running.delete(functionId);
    await process?.stop();
  }

  async function active(functionId: string): Promise<FunctionRecord> {
    for (;;) {
      const record = account().scf.findById(functionId);
      if (record === undefined) throw new CloudError('ResourceNotFound.Function', 'The function does not exist.');
      if (record.status === 'Active') return record;
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }

  return {
    async invoke(functionId, event) {
      const record = await active(functionId);
      const version = `${record.revision} ${record.reservedMemory}`;
      if (running.get(functionId)?.version !== version) {
        const old = running.get(functionId)?.process;
        running.set(functionId, { version, process: start(record) });
        await old?.stop();
      }
      const current = running.get(functionId)?.process;
      if (current === undefined) throw new CloudError('ResourceNotFound.Function', 'The function does not exist.');
      return current.invoke(event);
    },
    running: (functionId) => running.get(functionId)?.process,
    end,
    async stop() {
      await Promise.all([...running.keys()].map(end));
    },
  };
}
