import { CloudError } from './cloud-error';
import type { NewRedis, RedisSize } from './redis-instance';
import { zoneId } from './region';

/** Editions on sale: Redis 4.0, 5.0, 6.2 and 7.0, in standard and cluster architecture. platform: redis-type-ids */
export const standardTypes = [6, 8, 15, 17];
export const clusterTypes = [7, 9, 16, 18];
/** The instances of one architecture, oldest version first. */
const architectures = [standardTypes, clusterTypes];
/** Numbers of shards that a cluster may have. */
export const shardNumbers = [1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128];

/** Sizes on sale in MB: of an instance, or of each shard of a cluster. platform: redis-sizes */
export const memorySizes = Array.from({ length: 64 }, (_, index) => (index + 1) * 1024);

/** Refuses a new instance whose own settings are invalid. platform: redis-auth-and-port */
export function checkNewRedis(wanted: NewRedis): void {
  checkRedisZone(wanted.region, wanted.zone);
  checkRedisName(wanted.name, 59);
  checkRedisSize(wanted.typeId, wanted);
  checkRedisPassword(wanted.password);
  if (wanted.port < 1024 || wanted.port > 65_535) {
    throw new CloudError('InvalidParameterValue', `The port ${wanted.port} is not between 1024 and 65535.`, 'VPort');
  }
}

/** Refuses a zone that the region does not have. */
export function checkRedisZone(region: string, zone: string): void {
  if (zoneId(region, zone) !== undefined) return;
  const message = `There is no zone ${zone} in ${region}.`;
  throw new CloudError('ResourceUnavailable.NoRedisService', message, 'ZoneId');
}

/**
 * Refuses a name that is too long, or has others than Chinese characters, letters, digits, hyphens, underscores and spaces.
 * platform: redis-name
 *
 * @param longest in characters: 59 for a new instance; another name may have 60
 */
export function checkRedisName(name: string, longest: 59 | 60): void {
  if (/^[\p{Script=Han}A-Za-z0-9_ -]*$/u.test(name) && [...name].length <= longest) return;
  const message = `The name ${name} is not up to ${longest} Chinese characters, letters, digits, hyphens and underscores.`;
  throw new CloudError('InvalidParameterValue.InstanceNameRuleError', message, 'InstanceName');
}

/** Refuses a size that the edition is not sold in. platform: redis-sizes */
export function checkRedisSize(typeId: number, { memSize, shards, replicas }: RedisSize): void {
  const isCluster = clusterTypes.includes(typeId);
  if (!isCluster && !standardTypes.includes(typeId)) {
    const message = `The type ${typeId} is not on sale: ${[...standardTypes, ...clusterTypes].join(', ')} are.`;
    throw new CloudError('ResourceUnavailable.NoTypeIdRedisService', message, 'TypeId');
  }
  if (!memorySizes.includes(memSize)) {
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

/** Refuses to change more than one of an instance's memory, shards and replicas at a time. platform: redis-one-size-at-a-time */
export function checkOneSizeChange(present: RedisSize, wanted: Partial<RedisSize>): void {
  const names = ['memSize', 'shards', 'replicas'] as const;
  const changed = names.filter((name) => wanted[name] !== undefined && wanted[name] !== present[name]);
  if (changed.length <= 1) return;
  const message = `${changed.join(' and ')} would change; change one of them at a time.`;
  throw new CloudError('InvalidParameter.InvalidParameter', message, 'MemSize');
}

/** Refuses a type to which an instance cannot be upgraded. platform: redis-version-upgrade, redis-architecture-upgrade */
export function checkRedisUpgrade(present: number, wanted: number): void {
  const refused = (message: string) => new CloudError('FailedOperation.Unknown', message, 'TargetInstanceType');
  const [from, to] = [present, wanted].map((type) => architectures.findIndex((types) => types.includes(type)));
  const types = architectures[to ?? -1];
  if (types === undefined) throw refused(`The type ${wanted} is not on sale.`);
  if (from !== to) {
    // platform: redis-architecture-upgrade. The platform upgrades a standard instance to a cluster of the same version.
    throw refused('The local cloud does not change the architecture of an instance: create another instance.');
  }
  if (types.indexOf(wanted) > types.indexOf(present)) return;
  throw refused(`The type ${wanted} is not newer than the instance's ${present}; an instance cannot be downgraded.`);
}

/** Refuses a password that is not 8 to 64 characters of at least two kinds, or that begins with `/`. platform: redis-password-rule */
export function checkRedisPassword(password: string): void {
  if (password === '') {
    throw new CloudError('InvalidParameterValue.PasswordEmpty', 'A password is required.', 'Password');
  }
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[()`~!@#$%^&*\-+=_|{}[\]:;<>,.?/]/].filter((kind) => kind.test(password));
  const allowed = /^[a-zA-Z0-9()`~!@#$%^&*\-+=_|{}[\]:;<>,.?/]{8,64}$/;
  if (allowed.test(password) && kinds.length >= 2 && !password.startsWith('/')) return;
  const message =
    'A password has 8 to 64 characters of at least two kinds (lower case, upper case, digits, symbols), ' +
    'and does not begin with a slash.';
  throw new CloudError('InvalidParameterValue.PasswordRuleError', message, 'Password');
}
