import { DataTencentcloudZones } from '@cdktf/provider-tencentcloud/lib/data-tencentcloud-zones';
import { type TerraformResourceLifecycle, Token } from 'cdktf';
import { Construct } from 'constructs';

type Postcondition = NonNullable<TerraformResourceLifecycle['postcondition']>[number];

/** Looks up the numbers of zones by their names, with the same call as the provider that of the instance's zone. platform: redis-zone-number */
export class RedisReplicaZones extends Construct {
  /** For `replica_zone_ids`. */
  readonly ids: number[];

  constructor(scope: Construct, id: string, { names }: { readonly names: readonly string[] }) {
    super(scope, id);
    const wanted = JSON.stringify(names);
    const zones = new DataTencentcloudZones(this, 'zones', {
      product: 'redis',
      lifecycle: {
        postcondition: [
          {
            condition: `\${length(setsubtract(${wanted}, self.zone_list[*].zone)) == 0}`,
            errorMessage:
              `codeStore.replicaZones: found ${names.join(', ')}; allowed: zones in which the platform has Redis, ` +
              '${join(", ", self.zone_list[*].zone)}.',
          },
        ],
      },
    });
    const address = `data.${zones.terraformResourceType}.${zones.friendlyUniqueId}.zone_list`;
    this.ids = Token.asNumberList(
      `\${[for name in ${wanted} : one([for one in ${address} : tonumber(one.zone_id) if one.zone == name])]}`,
    );
  }
}

/**
 * Refuses a plan that the provider would carry out wrongly. It gives zones to a deployed instance without any only if there is one replica:
 * otherwise it would ask for a wrong number of replicas. It changes the number of replicas that have zones only with their zones: otherwise
 * it would change nothing, and plan the change for ever. `node_info` has nodes if the instance is in several zones, and is not known before
 * the instance is created. platform: redis-replica-zones, redis-nodes-of-several-zones
 *
 * @param zones the setting `replicaZones`
 */
export function replicaZonesCheck(zones: readonly string[] | undefined): Postcondition[] {
  const hasZones = 'try(length(self.node_info), 0) > 0';
  if (zones === undefined) {
    return [
      {
        condition: `\${!(${hasZones}) || try(length(self.replica_zone_ids), 0) == self.redis_replicas_num}`,
        errorMessage:
          'codeStore.replicas: found ${self.redis_replicas_num}, but the instance has ${try(length(self.replica_zone_ids), 0)} ' +
          'replicas in zones of their own; allowed: this number, or another one together with codeStore.replicaZones.',
      },
    ];
  }
  if (zones.length === 1) return [];
  return [
    {
      condition: `\${${hasZones}}`,
      errorMessage:
        `codeStore.replicaZones: found ${zones.join(', ')}, but the instance was created in a single zone, and can only be given zones while it ` +
        'has one replica; allowed: none, to leave it as it is. To move it in place, deploy three times: with replicas: 1 and no ' +
        `replicaZones, then with replicas: 1 and replicaZones of ${zones[0]} alone, then with these settings.`,
    },
  ];
}
