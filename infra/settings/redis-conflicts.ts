import type { Conflict } from './conflict';
import type { MaintenanceWindow, RedisStoreSettings } from './infrastructure-schema';

/** Lengths of a maintenance window in minutes. platform: redis-maintenance-window */
const windowLengths = [30, 60, 90, 120, 180];

/**
 * Finds settings of Redis that contradict each other or the network's zone.
 *
 * @param zone zone of the network, or `undefined` if that is not a setting
 */
export function* redisConflicts(
  settings: RedisStoreSettings,
  zone: string | undefined,
  region: string,
): Iterable<Conflict> {
  const { architecture, shards, replicas, replicaZones, maintenanceWindow } = settings;
  if (architecture === 'standard' && shards !== undefined) {
    yield { path: ['codeStore', 'shards'], allowed: 'none, since only a cluster has shards' };
  }
  if (replicaZones !== undefined) {
    const allowed = zonesProblem(replicaZones, { replicas, zone, region });
    if (allowed !== undefined) yield { path: ['codeStore', 'replicaZones'], allowed };
  }
  if (maintenanceWindow !== undefined && !windowLengths.includes(lengthOf(maintenanceWindow))) {
    const allowed = `${windowLengths.join(', ')} minutes after ${maintenanceWindow.from}, on the same day`;
    yield { path: ['codeStore', 'maintenanceWindow', 'to'], allowed };
  }
}

/** What is allowed instead of these zones; `undefined` if they are. platform: redis-replica-zones */
function zonesProblem(
  zones: readonly string[],
  { replicas, zone, region }: { readonly replicas: number; readonly zone: string | undefined; readonly region: string },
): string | undefined {
  if (zones.length !== replicas) return `as many zones as codeStore.replicas, ${replicas}`;
  if (zones.some((one) => one.replace(/-\d+$/, '') !== region)) return `zones of the region, such as ${region}-4`;
  if (zones.every((one) => one === zone)) return `none, since all replicas are in network.zone, ${zone}`;
  return undefined;
}

function lengthOf({ from, to }: MaintenanceWindow): number {
  return minutesOf(to) - minutesOf(from);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
