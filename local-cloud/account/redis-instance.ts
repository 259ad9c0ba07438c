import type { Tags } from './account-context';
import type { RedisParameters } from './redis-parameters';

/** A replica whose zone was chosen. */
export interface RedisNode {
  readonly nodeId: number;
  readonly zone: string;
}

/** Hours of a day in which the platform maintains an instance, such as 03:00. */
export interface MaintenanceWindow {
  readonly startTime: string;
  readonly endTime: string;
}

/** An account of a Redis instance besides the one that every instance has. Here, all may read and write. */
export interface RedisAccount {
  readonly name: string;
  readonly password: string;
  readonly remark: string;
  /** Nodes that answer its reads. */
  readonly readPolicy: readonly ('master' | 'replication')[];
  readonly createTime: string;
}

export interface RedisRecord {
  readonly instanceId: string;
  readonly region: string;
  readonly zone: string;
  readonly name: string;
  /** Edition: see `standardTypes` and `clusterTypes`. */
  readonly typeId: number;
  /** Memory in MB: of the instance, or of each shard of a cluster. */
  readonly memSize: number;
  readonly shards: number;
  readonly replicas: number;
  /** The replicas of an instance in several zones. @default - all nodes are in `zone`, and the API does not name them */
  readonly replicaNodes?: readonly RedisNode[] | undefined;
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
  /** Parameters that were changed. @default - all have the values of a new instance */
  readonly parameters?: RedisParameters;
  /** The edition to which it is being upgraded. @default - none */
  readonly upgradeTo?: number | undefined;
  /** @default - the platform's */
  readonly maintenanceWindow?: MaintenanceWindow;
  /** Accounts besides the one that every instance has. @default - none */
  readonly accounts?: readonly RedisAccount[];
  /** `false` if no server runs for the instance, of which only the record matters. @default true */
  readonly hasServer?: false;
  /** `isolated`: returned to the vendor; it keeps its address in the subnet until it is cleaned up. */
  readonly state: 'processing' | 'online' | 'isolated';
}

export type NewRedis = Omit<
  RedisRecord,
  | 'instanceId'
  | 'address'
  | 'createTime'
  | 'state'
  | 'parameters'
  | 'accounts'
  | 'hasServer'
  | 'replicaNodes'
  | 'maintenanceWindow'
  | 'upgradeTo'
> & {
  /** A zone for each replica. @default - all of them are in `zone` */
  readonly replicaZones?: readonly string[];
};

/** The attributes that make up an instance's size. platform: redis-one-size-at-a-time */
export type RedisSize = Pick<RedisRecord, 'memSize' | 'shards' | 'replicas'>;
