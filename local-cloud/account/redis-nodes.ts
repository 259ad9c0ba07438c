import { CloudError } from './cloud-error';
import type { NewRedis, RedisNode, RedisRecord } from './redis-instance';
import { zoneId } from './region';

/** ID of the node that accepts writes. */
export const masterNodeId = 1;

/** A change of the replicas of an instance in several zones: zones of new ones, IDs of those that go. */
export interface NodeChange {
  readonly added: readonly string[];
  readonly removed: readonly number[];
}

/**
 * The replicas of a new instance. Only an instance in several zones names them. platform: redis-nodes-of-several-zones
 *
 * @param isSoldOut whether no instance can be bought in a zone
 */
export function newReplicaNodes(
  { region, zone, replicas, replicaZones }: NewRedis,
  isSoldOut: (zone: string) => boolean,
): RedisNode[] | undefined {
  if (replicaZones === undefined || replicaZones.length === 0) return undefined;
  checkCount(replicaZones.length, replicas);
  checkZones(region, replicaZones, isSoldOut);
  return replicaZones.some((one) => one !== zone) ? numbered(replicaZones, masterNodeId + 1) : undefined;
}

/** The replicas after their number was changed to another one, or stays. platform: redis-replica-zones */
export function changedReplicaNodes(
  { region, replicas, replicaNodes }: RedisRecord,
  wanted: number,
  { added, removed }: NodeChange,
  isSoldOut: (zone: string) => boolean,
): readonly RedisNode[] | undefined {
  if (replicaNodes === undefined) {
    if (added.length + removed.length === 0) return undefined;
    throw refused('The instance is in a single zone, and has no nodes that could be named.');
  }
  const absent = removed.filter((id) => !replicaNodes.some(({ nodeId }) => nodeId === id));
  if (absent.length > 0) throw refused(`The instance has no replica ${absent.join(', ')}.`);
  checkCount(replicas + added.length - removed.length, wanted);
  checkZones(region, added, isSoldOut);
  const newest = Math.max(masterNodeId, ...replicaNodes.map(({ nodeId }) => nodeId));
  return [...replicaNodes.filter(({ nodeId }) => !removed.includes(nodeId)), ...numbered(added, newest + 1)];
}

/** The only replica of an instance that gets a zone of its own. platform: redis-replica-zones */
export function movedReplica(
  { region, zone, replicas, replicaNodes }: RedisRecord,
  wanted: { readonly masterZone: string; readonly replicaZones: readonly string[] },
  isSoldOut: (zone: string) => boolean,
): readonly RedisNode[] {
  if (replicaNodes !== undefined) throw refused('The local cloud moves only instances that are in a single zone.');
  if (wanted.masterZone !== zone) throw refused('The local cloud does not move the master of an instance.');
  checkCount(wanted.replicaZones.length, replicas);
  if (replicas > 1) throw refused(`The instance has ${replicas} replicas; only an instance with one can be moved.`);
  checkZones(region, wanted.replicaZones, isSoldOut);
  return numbered(wanted.replicaZones, masterNodeId + 1);
}

const numbered = (zones: readonly string[], first: number) =>
  zones.map((zone, index): RedisNode => ({ nodeId: first + index, zone }));

function checkCount(zones: number, replicas: number): void {
  if (zones !== replicas) throw refused(`There are ${zones} replicas in zones, but ${replicas} are wanted.`);
}

function checkZones(region: string, zones: readonly string[], isSoldOut: (zone: string) => boolean): void {
  for (const zone of zones) {
    if (zoneId(region, zone) === undefined || isSoldOut(zone)) {
      const message = `The zone ${zone} of ${region} has no Redis, or none left.`;
      throw new CloudError('ResourceUnavailable.NoServiceAvailableForThisZoneId', message, 'NodeSet');
    }
  }
}

function refused(message: string): CloudError {
  return new CloudError('InvalidParameter.InvalidParameter', message, 'NodeSet');
}
