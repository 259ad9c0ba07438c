import { type RedisServer, startRedisServer } from '../process/redis-server';
import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import { zoneId } from './region';
import type { VpcService } from './vpc';

export interface RedisRecord {
  readonly instanceId: string;
  readonly region: string;
  readonly zone: string;
  readonly name: string;
  readonly typeId: number;
  /** Memory in MB: of the instance, or of each shard of a cluster. */
  readonly memSize: number;
  readonly shards: number;
  readonly replicas: number;
  readonly password: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly securityGroups: readonly string[];
  readonly port: number;
  /** Address in the subnet. */
  readonly address: string;
  readonly billingMode: 'POSTPAID' | 'PREPAID';
  readonly createTime: string;
  readonly tags: Tags;
  /** `isolated`: given back, and kept in its subnet until it is cleaned up. */
  readonly state: 'processing' | 'online' | 'isolated';
}

export type NewRedis = Omit<RedisRecord, 'instanceId' | 'address' | 'createTime' | 'state'>;
export type RedisService = ReturnType<typeof createRedisService>;

export interface RedisDependencies {
  readonly vpc: VpcService;
  readonly hasSecurityGroup: (securityGroupId: string) => boolean;
}

/** Editions on sale: Redis 4.0, 5.0, 6.2 and 7.0, in standard and cluster architecture. */
export const standardTypes = [6, 8, 15, 17];
export const clusterTypes = [7, 9, 16, 18];
/** Numbers of shards that a cluster may have. */
export const shardNumbers = [1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128];

/** A program that waits for a change of size has to see it begin. */
const leastResizeMs = 2000;

/** TencentDB for Redis: each instance is a `redis-server` of its own, whatever its size. */
export function createRedisService(context: AccountContext, { vpc, hasSecurityGroup }: RedisDependencies) {
  const { storage, now, reaper, transitionMs } = context;
  const instances = storage.collection<RedisRecord>('redis-instances');
  const servers = new Map<string, Promise<RedisServer>>();
  const endpoints = new Map<string, { readonly host: string; readonly port: number }>();

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

  /** Starts the instance's server; the instance is online some time after it answers. */
  function start({ instanceId, password, typeId }: RedisRecord): void {
    const server = startRedisServer({ password, cluster: clusterTypes.includes(typeId), folder: reaper.folder });
    servers.set(instanceId, server);
    server.then(
      ({ host, port, process }) => {
        reaper.watch(process);
        endpoints.set(instanceId, { host, port });
        setTimeout(() => instances.has(instanceId) && change(instanceId, { state: 'online' }), transitionMs);
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

  for (const record of instances.values()) if (record.state !== 'isolated') start(record);

  return {
    instance,
    instances: () => [...instances.values()],
    find: (instanceId: string) => instances.get(instanceId),

    create(wanted: NewRedis): RedisRecord {
      checkNew(wanted);
      const { vpcId, zone } = vpc.subnet(wanted.subnetId);
      if (vpcId !== wanted.vpcId) {
        const message = `The subnet ${wanted.subnetId} is not in the VPC ${wanted.vpcId}.`;
        throw new CloudError('InvalidParameterValue.InvalidSubnetId', message, 'SubnetId');
      }
      if (zone !== wanted.zone) {
        const message = `The subnet ${wanted.subnetId} is in ${zone}, the instance would be in ${wanted.zone}.`;
        throw new CloudError('InvalidParameterValue.InvalidSubnetId', message, 'SubnetId');
      }
      const absent = wanted.securityGroups.filter((id) => !hasSecurityGroup(id));
      if (absent.length > 0) {
        const message = `There are no security groups ${absent.join(', ')}.`;
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

    /** Changes what can change while the instance runs. */
    change(
      instanceId: string,
      changes: Partial<Pick<RedisRecord, 'name' | 'tags' | 'memSize' | 'replicas' | 'shards' | 'securityGroups'>>,
    ) {
      checkSize({ ...instance(instanceId), ...changes });
      return change(instanceId, changes);
    },

    /** Changes an instance's size, which takes its time. */
    resize(instanceId: string, changes: Partial<Pick<RedisRecord, 'memSize' | 'replicas' | 'shards'>>): void {
      checkSize({ ...instance(instanceId), ...changes });
      change(instanceId, { ...changes, state: 'processing' });
      const online = () => instances.has(instanceId) && change(instanceId, { state: 'online' });
      setTimeout(online, Math.max(transitionMs, leastResizeMs));
    },

    async resetPassword(instanceId: string, password: string): Promise<void> {
      checkPassword(password);
      const record = change(instanceId, { password });
      await stop(instanceId);
      start(record);
      await servers.get(instanceId);
    },

    /** Gives an instance back. It stays isolated in its subnet, as the bill has it, until it is cleaned up. */
    isolate(instanceId: string): void {
      const { state } = instance(instanceId);
      if (state !== 'online') {
        const message = `The instance ${instanceId} is ${state}; only one that is online can be given back.`;
        throw new CloudError('ResourceUnavailable.InstanceStatusError', message, 'InstanceId');
      }
      change(instanceId, { state: 'isolated' });
    },

    /** Takes away an isolated instance for good, its server with it. */
    async cleanUp(instanceId: string): Promise<void> {
      const { state } = instance(instanceId);
      if (state !== 'isolated') {
        const message = `The instance ${instanceId} is ${state}; give it back first.`;
        throw new CloudError('ResourceUnavailable.InstanceStatusError', message, 'InstanceId');
      }
      await stop(instanceId);
      vpc.releaseAddresses(instanceId);
      instances.delete(instanceId);
    },

    /** Leads the way to an instance elsewhere, such as over a network that fails. */
    reroute: (instanceId: string, endpoint: { readonly host: string; readonly port: number }) =>
      endpoints.set(instanceId, endpoint),

    /** Starts an instance's server again, empty, after it has ended or been killed. */
    async restart(instanceId: string): Promise<void> {
      const record = instance(instanceId);
      await stop(instanceId);
      start(record);
      await servers.get(instanceId);
    },

    /** Where an instance answers on this machine; `undefined` where it does not. */
    endpoint: (instanceId: string) => endpoints.get(instanceId),
    /** The server behind an instance; `undefined` where it does not run. */
    server: (instanceId: string) => servers.get(instanceId),

    async stop(): Promise<void> {
      await Promise.all([...servers.keys()].map(stop));
    },
  };
}

function checkNew(wanted: NewRedis): void {
  if (zoneId(wanted.region, wanted.zone) === undefined) {
    const message = `There is no zone ${wanted.zone} in ${wanted.region}.`;
    throw new CloudError('ResourceUnavailable.NoRedisService', message, 'ZoneId');
  }
  if (Buffer.byteLength(wanted.name) > 60) {
    throw new CloudError('InvalidParameterValue', 'A name has 60 bytes at most.', 'InstanceName');
  }
  checkSize(wanted);
  checkPassword(wanted.password);
  if (wanted.port < 1024 || wanted.port > 65_535) {
    throw new CloudError('InvalidParameterValue', `The port ${wanted.port} is not one of 1024 to 65535.`, 'VPort');
  }
}

function checkSize({
  typeId,
  memSize,
  shards,
  replicas,
}: Pick<RedisRecord, 'typeId' | 'memSize' | 'shards' | 'replicas'>) {
  const isCluster = clusterTypes.includes(typeId);
  if (!isCluster && !standardTypes.includes(typeId)) {
    const message = `The type ${typeId} is not on sale: ${[...standardTypes, ...clusterTypes].join(', ')} are.`;
    throw new CloudError('ResourceUnavailable.NoTypeIdRedisService', message, 'TypeId');
  }
  if (memSize < 1024 || memSize % 1024 !== 0 || memSize > 65_536) {
    const message = `The memory of ${memSize} MB is not a multiple of 1024 up to 65536.`;
    throw new CloudError('LimitExceeded.InvalidMemSize', message, 'MemSize');
  }
  if (isCluster ? !shardNumbers.includes(shards) : shards !== 1) {
    const message = `The type ${typeId} has no edition with ${shards} shards.`;
    throw new CloudError('InvalidParameterValue.SpecNotExist', message, 'RedisShardNum');
  }
  if (replicas < 1 || replicas > 5) {
    const message = `The type ${typeId} has no edition with ${replicas} replicas.`;
    throw new CloudError('InvalidParameterValue.SpecNotExist', message, 'RedisReplicasNum');
  }
}

/** 8 to 64 characters, of two kinds or more, the first not `/`. */
function checkPassword(password: string): void {
  if (password === '') throw new CloudError('InvalidParameterValue.PasswordEmpty', 'A password is needed.', 'Password');
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[()`~!@#$%^&*\-+=_|{}[\]:;<>,.?/]/].filter((kind) => kind.test(password));
  const allowed = /^[a-zA-Z0-9()`~!@#$%^&*\-+=_|{}[\]:;<>,.?/]{8,64}$/;
  if (allowed.test(password) && kinds.length >= 2 && !password.startsWith('/')) return;
  const message = 'A password has 8 to 64 characters of two kinds or more, and does not begin with a slash.';
  throw new CloudError('InvalidParameterValue.PasswordRuleError', message, 'Password');
}
