import type { Tags } from './account-context';
import type { RedisParameters } from './redis-parameters';

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
  /** Accounts besides the one that every instance has. @default - none */
  readonly accounts?: readonly RedisAccount[];
  /** `false` if no server runs for the instance, of which only the record matters. @default true */
  readonly hasServer?: false;
  /** `isolated`: returned to the vendor; it keeps its address in the subnet until it is cleaned up. */
  readonly state: 'processing' | 'online' | 'isolated';
}

export type NewRedis = Omit<
  RedisRecord,
  'instanceId' | 'address' | 'createTime' | 'state' | 'parameters' | 'accounts' | 'hasServer'
>;

/** The attributes that make up an instance's size. platform: redis-one-size-at-a-time */
export type RedisSize = Pick<RedisRecord, 'memSize' | 'shards' | 'replicas'>;
