import type { RedisService } from '../../account/redis';
import type { RedisNode, RedisRecord } from '../../account/redis-instance';
import { masterNodeId } from '../../account/redis-nodes';
import { zoneId, zonesOf } from '../../account/region';
import type { Values } from '../provider-definition';

/** The attributes that describe the nodes of an instance. */
export function nodeValues({ region, zone, replicaNodes = [] }: RedisRecord, configured: Values): Values {
  const named = replicaNodes.length > 0 ? [{ nodeId: masterNodeId, zone }, ...replicaNodes] : [];
  const numbers = replicaNodes.map((node) => zoneId(region, node.zone) ?? 0);
  const known = configured.replica_zone_ids ?? [];
  return {
    node_info: named.map((node) => ({
      master: node.nodeId === masterNodeId,
      id: node.nodeId,
      zone_id: zoneId(region, node.zone) ?? 0,
    })),
    // The order is that of the settings, as long as the zones are the same.
    replica_zone_ids: isSame(numbers, known) ? known : numbers,
  };
}

const isSame = (numbers: readonly number[], others: unknown) =>
  Array.isArray(others) && [...numbers].sort().join() === [...others].sort().join();

/** The names of zones, by their numbers. */
export function zoneNames(region: string, numbers: unknown): string[] {
  const names = Array.isArray(numbers) ? numbers : [];
  return names.map((number) => zonesOf(region).find(({ id }) => id === number)?.name ?? String(number));
}

/**
 * Changes the number of replicas and their zones as the real provider does (`resourceRedisNodeSetModify`): it adds nodes, then removes
 * nodes, and changes the number alone only if no zones were and are known. platform: redis-replica-zones
 *
 * @param settle waits until the instance is online again
 */
export async function changeReplicas(
  redis: RedisService,
  instanceId: string,
  {
    before,
    after,
    replicas,
  }: { readonly before: readonly string[]; readonly after: readonly string[]; readonly replicas: number },
  settle: () => Promise<void>,
): Promise<void> {
  const added = without(after, before);
  const lacking = without(before, after);
  if (added.length > 0) {
    const { replicaNodes, zone } = redis.instance(instanceId);
    const present = (replicaNodes === undefined ? 0 : replicaNodes.length + 1) - 1;
    if (present + added.length === 0) redis.moveReplica(instanceId, { masterZone: zone, replicaZones: added });
    else redis.resize(instanceId, { replicas: present + added.length }, { nodes: { added, removed: [] } });
    await settle();
  }
  if (lacking.length > 0) {
    const present = redis.instance(instanceId).replicaNodes ?? [];
    const removed = nodesIn(present, lacking);
    redis.resize(instanceId, { replicas: present.length - lacking.length }, { nodes: { added: [], removed } });
    await settle();
  }
  if (before.length === 0 && after.length === 0 && redis.instance(instanceId).replicas !== replicas) {
    redis.resize(instanceId, { replicas });
    await settle();
  }
}

/** The items of a list that another one has not, or not so often. */
function without(items: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return items.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** The IDs of one node for each of these zones. */
function nodesIn(nodes: readonly RedisNode[], zones: readonly string[]): number[] {
  const left = [...zones];
  return nodes.flatMap(({ nodeId, zone }) => {
    const index = left.indexOf(zone);
    if (index < 0) return [];
    left.splice(index, 1);
    return [nodeId];
  });
}
