import type { Account } from '../account/account';
import { CloudError } from '../account/cloud-error';
import type { NewLogLine } from '../account/cls-lines';
import type { RedisRecord } from '../account/redis-instance';
import type { FunctionRecord } from '../account/scf-function';
import type { Reaper } from '../process/reaper';
import { type RunningFunction, startFunction } from './function-runtime';
import { failureCodes, type InvocationResult, type Invoke } from './invocation';
import { customRecord, platformRecord } from './log-record';
import type { Route } from './route';

export interface FunctionHostOptions {
  readonly account: () => Account;
  /** Returns host and port of the API on this machine. */
  readonly api: () => { readonly host: string; readonly port: number };
  readonly reaper: Reaper;
  /** Replaces each line of a log, or loses it by `undefined`, to simulate a platform that behaves otherwise. @default - nothing changes */
  readonly changeLine?: ((line: NewLogLine) => NewLogLine | undefined) | undefined;
}

/** Runs the functions of an account. */
export interface FunctionHost {
  /** Invokes a function. If it is being created or updated, waits until it is active. */
  invoke(functionId: string, ...parameters: Parameters<Invoke>): Promise<InvocationResult>;
  /** @returns the running function; `undefined` if it has not been invoked yet */
  running(functionId: string): RunningFunction | undefined;
  /** Stops a function's instances. */
  end(functionId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two checks whether a function is active. platform: function-active-before-change */
const intervalMs = 20;

/** Runs functions as the account has them. Replaces the instances when the function's record has changed. */
export function createFunctionHost({ account, api, reaper, changeLine }: FunctionHostOptions): FunctionHost {
  const running = new Map<string, { readonly version: string; readonly instances: RunningFunction }>();

  function deliver(topicId: string, line: NewLogLine): void {
    const changed = changeLine === undefined ? line : changeLine(line);
    if (changed !== undefined) account().deliverLog(topicId, changed);
  }

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
      log: (text, invocation) => deliver(topicId, customRecord(record, invocation, text)),
      logPlatform: (line, invocation) => deliver(topicId, platformRecord(record, invocation, line)),
    });
  }

  /**
   * The API, if the function has access to the public network, and the Redis instances of its VPC whose security groups
   * admit its subnet. platform: public-net-besides-vpc, security-group-none
   */
  function routesOf({ vpcId, subnetId, publicNet }: FunctionRecord): readonly Route[] {
    const { redis, vpc, securityGroups } = account();
    const network = vpc.findSubnet(subnetId)?.cidrBlock ?? '';
    const isReachable = (one: RedisRecord) =>
      one.vpcId === vpcId &&
      one.state === 'online' &&
      (one.securityGroups.length === 0 ||
        one.securityGroups.some((group) => securityGroups.accepts(group, network, one.port)));
    const stores = redis.instances().flatMap((one) => {
      const to = isReachable(one) ? redis.endpoint(one.instanceId) : undefined;
      return to === undefined ? [] : [{ host: one.address, port: one.port, to }];
    });
    const reachesApi = publicNet || vpcId === '';
    return reachesApi ? [{ host: '*.tencentcloudapi.com', port: 443, to: api(), tls: true }, ...stores] : stores;
  }

  async function end(functionId: string): Promise<void> {
    const instances = running.get(functionId)?.instances;
    running.delete(functionId);
    await instances?.stop();
  }

  async function waitUntilActive(functionId: string): Promise<FunctionRecord> {
    for (;;) {
      const record = account().scf.findById(functionId);
      if (record === undefined) throw new CloudError('ResourceNotFound.Function', 'The function does not exist.');
      if (record.status === 'Active') return record;
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
  }

  return {
    async invoke(functionId, ...parameters) {
      const record = await waitUntilActive(functionId);
      const version = `${record.revision} ${record.reservedMemory}`;
      if (running.get(functionId)?.version !== version) {
        const old = running.get(functionId)?.instances;
        running.set(functionId, { version, instances: start(record) });
        await old?.stop();
      }
      const current = running.get(functionId)?.instances;
      if (current === undefined) throw new CloudError('ResourceNotFound.Function', 'The function does not exist.');
      const result = await current.invoke(...parameters);
      if (result.kind === 'failed' && result.statusCode === failureCodes.noFreeInstance)
        account().monitor.recordThrottled(record.name, record.namespace);
      return result;
    },
    running: (functionId) => running.get(functionId)?.instances,
    end,
    async stop() {
      await Promise.all([...running.keys()].map(end));
    },
  };
}
