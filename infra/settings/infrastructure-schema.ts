import * as z from 'zod';
import { isSubnetCidr, isVpcCidr } from './cidr';
import { redisArchitectures, redisVersions } from './redis-edition';
import { displayName, environmentName, multipleOf, oneOf, textLike, wholeNumber } from './setting-values';

/** The API lists no dots, and no spaces either, which the vendor's document has. platform: redis-name */
const redisName = textLike(/^[\w -]{1,50}$/, 'up to 50 letters, digits, spaces, hyphens or underscores');
const cidr = (isAllowed: (text: string) => boolean, prefix: string) =>
  z
    .string()
    .refine(
      isAllowed,
      `a CIDR block such as 10.0.0.0/16 within 10.0.0.0/12, 172.16.0.0/12 or 192.168.0.0/16, with a prefix ${prefix}`,
    );

const zone = textLike(/^[a-z]+-[a-z]+-\d+$/, 'an availability zone such as ap-guangzhou-3');

const timeOfDay = textLike(/^(([01]\d|2[0-2]):[0-5]\d|23:00)$/, 'a time from 00:00 to 23:00, such as 03:00');
const maintenanceWindowSchema = z.strictObject({
  /** When the hours begin. */
  from: timeOfDay,
  /** When the hours end. */
  to: timeOfDay,
});

const id = (prefix: string) => textLike(new RegExp(`^${prefix}-[a-z0-9]{8}$`), `an ID such as ${prefix}-1a2b3c4d`);
/** What a named environment has, such as that of `dev`. It has to be deployed first, and cannot be destroyed as long as it is used. */
const ofEnvironmentSchema = z.strictObject({
  /** Name of the other environment, in the same region. It has to have its own, and to be deployed first. @change as of the whole */
  environment: environmentName,
});

const networkIdsSchema = z.strictObject({
  /** ID of the VPC. @change as of the whole */
  vpcId: id('vpc'),
  /** ID of the subnet, which is in the VPC. @change as of the whole */
  subnetId: id('subnet'),
});
/** What is there already, and belongs to somebody else: it is used, and neither changed nor destroyed. */
const existingNetworkSchema = z.strictObject({
  /**
   * A VPC and a subnet that exist. The function, and an own Redis, are in this subnet. They are neither changed nor destroyed.
   * @change as of the whole
   */
  existing: networkIdsSchema,
});

const redisIdSchema = z.strictObject({
  /** ID of the instance. @change as of the whole */
  instanceId: id('crs'),
});
const existingRedisSchema = z.strictObject({
  /**
   * A Redis instance (4.0 or newer) that exists, in the VPC of the function. Its password is the Terraform variable `redis_password`. The
   * security groups of the instance have to let the function's subnet in. It is neither changed nor destroyed.
   * @change as of the whole
   */
  existing: redisIdSchema,
});

/** A VPC and a subnet of the environment's own. If they are replaced, the function moves, and keeps its address. */
const ownNetworkSchema = z.strictObject({
  /** Name of the VPC. */
  vpcName: displayName,
  /** Addresses of the VPC. @change replaces the network and Redis, with an empty one; Terraform refuses it unless `deletable` */
  vpcCidr: cidr(isVpcCidr, 'of at most /28'),
  /** Name of the subnet. */
  subnetName: displayName,
  /** Addresses of the subnet. @change replaces the network and Redis, with an empty one; Terraform refuses it unless `deletable` */
  subnetCidr: cidr(isSubnetCidr, 'of /16 to /28'),
  /**
   * Availability zone of the subnet and of Redis, such as `ap-guangzhou-3`.
   * @change replaces the network and Redis, with an empty one; Terraform refuses it unless `deletable`
   */
  zone,
});

const redisSchema = z.strictObject({
  /** Name of the instance. */
  instanceName: redisName,
  /** Version of Redis. @change in place to a newer one; an older one is refused, since the platform does not downgrade */
  version: oneOf(redisVersions),
  /** One shard, or a cluster of them. @change replaces Redis with an empty one; Terraform refuses it unless `deletable` */
  architecture: oneOf(redisArchitectures),
  /** Memory of the instance, or of each shard of a cluster, in MB. */
  memoryMb: multipleOf(1024, 65_536),
  /** Number of replicas of the master node. @change in place; without `replicaZones`, is refused of an instance that has them */
  replicas: wholeNumber(1, 5),
  /**
   * Availability zone of each replica, at least one of them another one than the network's.
   * @default - all replicas are in the network's zone
   * @change in place: the replicas move. To an instance that was created without, it is refused unless there is one replica
   */
  replicaZones: z.array(zone).optional(),
  /**
   * Hours of a day, in the time of the region, in which the platform maintains the instance: 30, 60, 90, 120 or 180 minutes between 00:00 and
   * 23:00.
   * @default - the platform's
   * @change in place; if it is taken away, the instance keeps the window that it has
   */
  maintenanceWindow: maintenanceWindowSchema.optional(),
  /** Number of shards; only for the cluster architecture. @default 1 */
  shards: z
    .literal([1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128], 'a number of shards such as 1, 3, 5 or 8')
    .optional(),
});

/** An own network, one that exists, or that of another environment. */
export const networkSchema = z.union(
  [existingNetworkSchema, ofEnvironmentSchema, ownNetworkSchema],
  'the settings of a VPC and a subnet, { existing: { vpcId, subnetId } } or { environment }',
);

/** Memory, an own Redis, one that exists, or that of another environment. */
export const codeStoreSchema = z.union(
  [z.literal('memory'), existingRedisSchema, ofEnvironmentSchema, redisSchema],
  'memory, the settings of a Redis instance, { existing: { instanceId } } or { environment }',
);

export type RedisStoreSettings = z.input<typeof redisSchema>;
export type MaintenanceWindow = z.input<typeof maintenanceWindowSchema>;
export type ExistingRedisSettings = z.input<typeof existingRedisSchema>;
export type OwnNetworkSettings = z.input<typeof ownNetworkSchema>;
export type ExistingNetworkSettings = z.input<typeof existingNetworkSchema>;
