import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { z } from 'zod';
import { CloudError } from '../../account/cloud-error';
import type { RedisService } from '../../account/redis';
import type { RedisRecord } from '../../account/redis-instance';
import { masterNodeId, type NodeChange } from '../../account/redis-nodes';
import { zoneId, zonesOf } from '../../account/region';
import { type Action, action } from '../action';

/** Nodes of an instance, each the master (0) or a replica (1). */
export const nodeSet = z.array(
  z.strictObject({
    NodeType: z.literal([0, 1]),
    NodeId: z.int().exactOptional(),
    ZoneId: z.int().exactOptional(),
    ZoneName: z.string().exactOptional(),
  }),
);
type NodeSet = readonly Models.RedisNodeInfo[];

const zonesOfNodes = (nodes: NodeSet, region: string) =>
  nodes.map(({ ZoneName, ZoneId }) => {
    const zone = ZoneName ?? zonesOf(region).find(({ id }) => id === ZoneId)?.name;
    if (zone !== undefined) return zone;
    const message = `The region ${region} has no zone ${ZoneId}.`;
    throw new CloudError('ResourceUnavailable.NoServiceAvailableForThisZoneId', message, 'NodeSet');
  });

/** The zones of the replicas among the nodes. */
export const replicaZonesOf = (nodes: NodeSet = [], region: string) =>
  zonesOfNodes(
    nodes.filter(({ NodeType }) => NodeType === 1),
    region,
  );

/** Nodes with an ID are to be removed, those without one to be added. platform: redis-replica-zones */
export const nodeChange = (nodes: NodeSet = [], region: string): NodeChange => ({
  added: replicaZonesOf(
    nodes.filter(({ NodeId }) => NodeId === undefined),
    region,
  ),
  removed: nodes.flatMap(({ NodeId }) => NodeId ?? []),
});

/** Moves nodes to other zones. */
export function redisZoneActions(redis: RedisService, leastMs: number): Readonly<Record<string, Action>> {
  return {
    ModifyInstanceAvailabilityZones: action<
      Models.ModifyInstanceAvailabilityZonesRequest,
      Models.ModifyInstanceAvailabilityZonesResponse
    >({
      parameters: { InstanceId: z.string(), SwitchOption: z.literal(2), NodeSet: nodeSet },
      answer: ({ InstanceId, NodeSet }, { region }) => {
        const masters = NodeSet.filter(({ NodeType }) => NodeType === 0);
        const [masterZone = ''] = zonesOfNodes(masters, region);
        const wanted = { masterZone, replicaZones: replicaZonesOf(NodeSet, region) };
        return { TaskId: redis.moveReplica(InstanceId, wanted, leastMs) };
      },
    }),
  };
}

/** The nodes of an instance; those of an instance in a single zone are not named. platform: redis-nodes-of-several-zones */
export function nodeModels({ region, zone, replicaNodes }: RedisRecord): Models.RedisNodeInfo[] {
  if (replicaNodes === undefined) return [];
  return [{ nodeId: masterNodeId, zone }, ...replicaNodes].map((node) => ({
    NodeType: node.nodeId === masterNodeId ? 0 : 1,
    NodeId: node.nodeId,
    ZoneId: zoneId(region, node.zone) ?? 0,
    ZoneName: node.zone,
  }));
}
