import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, startRedisServer } from '../process/redis-server';
import { type AccountContext, cloudTime, newId } from './account-context';
import { CloudError } from './cloud-error';
import { accountPassword } from './redis-accounts';
import type { NewRedis, RedisAccount, RedisRecord, RedisSize } from './redis-instance';
import { checkRedisParameters, defaultRedisParameters, type RedisParameters } from './redis-parameters';
import {
  checkNewRedis,
  checkOneSizeChange,
  checkRedisName,
  checkRedisPassword,
  checkRedisSize,
  checkRedisUpgrade,
  clusterTypes,
} from './redis-rules';
import { createRedisTasks } from './redis-tasks';
import type { VpcService } from './vpc';

export type RedisService = ReturnType<typeof createRedisService>;

export interface RedisDependencies {
  readonly vpc: VpcService;
  readonly hasSecurityGroup: (securityGroupId: string) => boolean;
  /** Zones in which no instance can be bought. */
  readonly soldOutZones: readonly string[];
}

/** TencentDB for Redis: each instance is one `redis-server` process, whatever its size. */
export function createRedisService(context: AccountContext, dependencies: RedisDependencies) {
  const { vpc, hasSecurityGroup, soldOutZones } = dependencies;
  const { storage, now, reaper, transitionMs } = context;
  const instances = storage.collection<RedisRecord>('redis-instances');
  const servers = new Map<string, Promise<RedisServer>>();
  const endpoints = new Map<string, { readonly host: string; readonly port: number }>();
  const tasks = createRedisTasks();

  function instance(instanceId: string): RedisRecord {
    const record = instances.get(instanceId);
    if (record !== undefined) return record;
    const message = `The instance ${instanceId} does not exist.`;
    throw new CloudError('ResourceNotFound.InstanceNotExists', message, 'InstanceId');
  }

  function change(instanceId: string, changes: Partial<RedisRecord>): RedisRecord {
    const record = { ...instance(instanceId), ...changes };
    instances.set(instanceId, record);
    return record;
  }

  /** Ends a transition, unless the instance was isolated or deleted in the meantime. */
  function goOnline(instanceId: string): void {
    if (instances.get(instanceId)?.state === 'processing') change(instanceId, { state: 'online' });
  }

  function checkOnline(instanceId: string, operation: 'resized' | 'upgraded' | 'isolated' | 'configured'): RedisRecord {
    const record = instance(instanceId);
    if (record.state === 'online') return record;
    const message = `The instance ${instanceId} is ${record.state}; only an online instance can be ${operation}.`;
    const code = operation === 'configured' ? 'InstanceStateError' : 'InstanceStatusError';
    throw new CloudError(`ResourceUnavailable.${code}`, message, 'InstanceId');
  }

  /** Starts the instance's server. The instance goes online one transition after the server accepts connections. */
  function start({ instanceId, password, typeId, parameters, accounts = [] }: RedisRecord): void {
    const cluster = clusterTypes.includes(typeId);
    const server = startRedisServer({ password, cluster, folder: reaper.folder, parameters, watch: reaper.watch }).then(
      async (started) => {
        if (accounts.length > 0) await started.acceptPasswords(accounts.map(accountPassword));
        return started;
      },
    );
    servers.set(instanceId, server);
    server.then(
      ({ host, port }) => {
        endpoints.set(instanceId, { host, port });
        setTimeout(() => goOnline(instanceId), transitionMs);
      },
      () => servers.delete(instanceId),
    );
  }

  async function stop(instanceId: string): Promise<void> {
    const server = servers.get(instanceId);
    servers.delete(instanceId);
    endpoints.delete(instanceId);
    await (await server)?.stop();
  }

  async function configure(instanceId: string, changes: RedisParameters): Promise<void> {
    await sleep(transitionMs);
    try {
      const server = await servers.get(instanceId);
      await server?.configure(changes);
      change(instanceId, { parameters: { ...instance(instanceId).parameters, ...changes } });
    } finally {
      goOnline(instanceId);
    }
  }

  /** Lets the accounts in that the record has when the server does it, since others may have changed meanwhile. */
  async function applyAccounts(instanceId: string): Promise<void> {
    await sleep(transitionMs);
    const server = await servers.get(instanceId);
    await server?.acceptPasswords((instance(instanceId).accounts ?? []).map(accountPassword));
  }

  for (const record of instances.values()) if (record.state !== 'isolated' && record.hasServer !== false) start(record);

  return {
    instance,
    /** Whether no instance can be bought in a zone. */
    isSoldOut: (zone: string) => soldOutZones.includes(zone),
    instances: () => [...instances.values()],
    find: (instanceId: string) => instances.get(instanceId),

    create(wanted: NewRedis): RedisRecord {
      checkNewRedis(wanted);
      if (soldOutZones.includes(wanted.zone)) {
        // platform: redis-sold-out
        throw new CloudError('ResourceUnavailable.SaleOut', `Redis is sold out in ${wanted.zone}.`, 'ZoneId');
      }
      const { vpcId, zone } = vpc.subnet(wanted.subnetId);
      if (vpcId !== wanted.vpcId) {
        const message = `The subnet ${wanted.subnetId} is not in the VPC ${wanted.vpcId}.`;
        throw new CloudError('InvalidParameterValue.InvalidSubnetId', message, 'SubnetId');
      }
      // platform: redis-zone-of-subnet
      if (zone !== wanted.zone) {
        const message = `The subnet ${wanted.subnetId} is in the zone ${zone}, not in the instance's ${wanted.zone}.`;
        throw new CloudError('InvalidParameterValue.InvalidSubnetId', message, 'SubnetId');
      }
      const absent = wanted.securityGroups.filter((id) => !hasSecurityGroup(id));
      if (absent.length > 0) {
        const message = `These security groups do not exist: ${absent.join(', ')}.`;
        throw new CloudError('InvalidParameterValue.SecurityGroupIdsNotExists', message, 'SecurityGroupIdList');
      }
      const instanceId = newId('crs');
      const address = vpc.takeAddress(wanted.subnetId, instanceId);
      const record: RedisRecord = {
        ...wanted,
        instanceId,
        address,
        createTime: cloudTime(now()),
        state: 'processing',
      };
      instances.set(instanceId, record);
      start(record);
      return record;
    },

    /** Adds an online instance to which nobody can connect. */
    addWithoutServer(wanted: NewRedis): RedisRecord {
      const instanceId = newId('crs');
      const address = vpc.takeAddress(wanted.subnetId, instanceId);
      const createTime = cloudTime(now());
      const record = { ...wanted, instanceId, address, createTime, state: 'online', hasServer: false } as const;
      instances.set(instanceId, record);
      return record;
    },

    /** Changes attributes that take effect at once. */
    change(instanceId: string, changes: Partial<Pick<RedisRecord, 'name' | 'tags' | 'securityGroups'>>): RedisRecord {
      if (changes.name !== undefined) checkRedisName(changes.name, 60);
      return change(instanceId, changes);
    },

    /**
     * Changes one of an instance's memory, shards and replicas. The instance is `processing` for one transition, or for `leastMs` if that is longer.
     *
     * @param leastMs minimum duration in milliseconds, so that a polling client can observe the state. @default 0
     */
    resize(instanceId: string, changes: Partial<RedisSize>, { leastMs = 0 }: { readonly leastMs?: number } = {}): void {
      const record = checkOnline(instanceId, 'resized');
      checkOneSizeChange(record, changes);
      checkRedisSize(record.typeId, { ...record, ...changes });
      change(instanceId, { ...changes, state: 'processing' });
      setTimeout(() => goOnline(instanceId), Math.max(transitionMs, leastMs));
    },

    /**
     * Upgrades an instance to a newer version, with its data, parameters and address. It is `processing` for one transition.
     * platform: redis-upgrade-keeps
     */
    upgrade(instanceId: string, typeId: number): void {
      const record = checkOnline(instanceId, 'upgraded');
      checkRedisUpgrade(record.typeId, typeId);
      change(instanceId, { typeId, state: 'processing' });
      setTimeout(() => goOnline(instanceId), transitionMs);
    },

    /** @returns the current values of all parameters */
    parameters(instanceId: string): RedisParameters {
      const { state, parameters } = instance(instanceId);
      if (state !== 'isolated') return { ...defaultRedisParameters, ...parameters };
      const message = `The instance ${instanceId} is isolated, and has no parameters.`;
      throw new CloudError('ResourceUnavailable.InstanceStatusError', message, 'InstanceId');
    },

    /**
     * Changes parameters. The instance is `processing` for one transition, at the end of which they take effect.
     *
     * @returns the ID of the task
     */
    changeParameters(instanceId: string, changes: RedisParameters): number {
      checkOnline(instanceId, 'configured');
      checkRedisParameters(changes);
      change(instanceId, { state: 'processing' });
      return tasks.start(instanceId, configure(instanceId, changes));
    },

    /** @returns the accounts of an instance, besides the one that every instance has */
    accounts: (instanceId: string): readonly RedisAccount[] => instance(instanceId).accounts ?? [],

    /**
     * Replaces the accounts of an instance, which takes one transition.
     *
     * @param next returns the new accounts, or throws why they are refused
     * @returns the ID of the task
     */
    changeAccounts(instanceId: string, next: (present: readonly RedisAccount[]) => readonly RedisAccount[]): number {
      const { accounts = [] } = checkOnline(instanceId, 'configured');
      change(instanceId, { accounts: next(accounts) });
      return tasks.start(instanceId, applyAccounts(instanceId));
    },

    /** @returns the ID of a task that has already ended */
    endedTask: (instanceId: string) => tasks.start(instanceId, Promise.resolve()),
    task: tasks.find,

    // platform: redis-password-reset
    async resetPassword(instanceId: string, password: string): Promise<void> {
      checkRedisPassword(password);
      const record = change(instanceId, { password });
      await stop(instanceId);
      start(record);
      await servers.get(instanceId);
    },

    /**
     * Isolates an instance, as when a user returns it to the vendor. It keeps its address in the subnet until `cleanUp`.
     * platform: redis-isolated-not-changed
     */
    isolate(instanceId: string): void {
      checkOnline(instanceId, 'isolated');
      change(instanceId, { state: 'isolated' });
    },

    /** Deletes an isolated instance and its server. */
    async cleanUp(instanceId: string): Promise<void> {
      const { state } = instance(instanceId);
      if (state !== 'isolated') {
        const message = `The instance ${instanceId} is ${state}; isolate it first.`;
        throw new CloudError('ResourceUnavailable.InstanceStatusError', message, 'InstanceId');
      }
      await stop(instanceId);
      vpc.releaseAddresses(instanceId);
      instances.delete(instanceId);
    },

    /** Sends connections to an instance to another endpoint, such as a proxy that simulates network failures. */
    reroute: (instanceId: string, endpoint: { readonly host: string; readonly port: number }) =>
      endpoints.set(instanceId, endpoint),

    /** Restarts an instance's server without its data, for example after it was killed. */
    async restart(instanceId: string): Promise<void> {
      const record = instance(instanceId);
      await stop(instanceId);
      start(record);
      await servers.get(instanceId);
    },

    /** @returns where an instance listens on this machine; `undefined` if it does not run */
    endpoint: (instanceId: string) => endpoints.get(instanceId),
    /** @returns the server of an instance; `undefined` if it does not run */
    server: (instanceId: string) => servers.get(instanceId),

    async stop(): Promise<void> {
      await Promise.all([...servers.keys()].map(stop));
    },
  };
}
