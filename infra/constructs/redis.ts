import { Password } from '@cdktf/provider-random/lib/password';
import { RedisInstance } from '@cdktf/provider-tencentcloud/lib/redis-instance';
import { RedisMaintenanceWindow } from '@cdktf/provider-tencentcloud/lib/redis-maintenance-window';
import { RedisParam } from '@cdktf/provider-tencentcloud/lib/redis-param';
import { Construct } from 'constructs';
import type { RedisStoreSettings } from '../settings/infrastructure-schema';
import { redisTypeId } from '../settings/redis-edition';
import { replacementTrigger } from '../terraform/resource-address';
import type { CodeStore } from './code-store';
import type { Network } from './network';
import { RedisEditionRecord } from './redis-edition-record';
import { RedisReplicaZones, replicaZonesCheck } from './redis-replica-zones';

export interface RedisProps {
  readonly settings: RedisStoreSettings;
  readonly network: Network;
  /** IDs of the security groups. */
  readonly securityGroups: readonly string[];
  /** Port to listen on. */
  readonly port: number;
  /**
   * If `true`, Terraform deletes the instance for good, without the recycle bin. If `false`, it refuses to destroy the instance.
   * platform: redis-deletion
   */
  readonly deletable: boolean;
}

/** TencentDB for Redis, step 4 of the document. Only the subnet can reach it. */
export class Redis extends Construct implements CodeStore {
  readonly instanceId: string;
  readonly host: string;
  readonly port: string;
  /** Terraform generates the password. It is stored in the state, and never in the synthesized files. */
  readonly password: string;

  constructor(scope: Construct, id: string, { settings, network, securityGroups, port, deletable }: RedisProps) {
    super(scope, id);
    // The API requires 8 to 64 characters of at least two kinds. platform: redis-password-rule
    const password = new Password(this, 'password', {
      length: 32,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
    const replaceTriggeredBy = [network.replacementTrigger];
    const record = new RedisEditionRecord(this, 'edition', { settings, replaceTriggeredBy });
    const instance = new RedisInstance(this, 'instance', {
      name: settings.instanceName,
      // Without `wait_switch`, an upgrade takes place at once. The provider would wait 25 minutes for the maintenance window, and fail.
      // platform: redis-upgrade-switch
      typeId: redisTypeId(settings.version, settings.architecture),
      memSize: settings.memoryMb,
      redisReplicasNum: settings.replicas,
      ...(settings.replicaZones && {
        replicaZoneIds: new RedisReplicaZones(this, 'replica-zones', { names: settings.replicaZones }).ids,
      }),
      ...(settings.architecture === 'cluster' && { redisShardNum: settings.shards ?? 1 }),
      chargeType: 'POSTPAID',
      availabilityZone: network.zone,
      vpcId: network.vpcId,
      subnetId: network.subnetId,
      securityGroups: [...securityGroups],
      port,
      password: password.result,
      forceDelete: deletable,
      lifecycle: {
        replaceTriggeredBy: [...replaceTriggeredBy, record.replacementTrigger],
        ...(!deletable && { preventDestroy: true }),
        postcondition: replicaZonesCheck(settings.replicaZones),
      },
    });
    new RedisParam(this, 'parameters', {
      instanceId: instance.id,
      // A full Redis refuses new data: with a counter that it evicts, it would forget a limit. platform: redis-noeviction
      instanceParams: { 'maxmemory-policy': 'noeviction' },
      // The provider cannot change the instance in place: it goes on with the parameters of the old one.
      // platform: redis-param-resource
      lifecycle: { replaceTriggeredBy: [replacementTrigger(instance)] },
    });
    if (settings.maintenanceWindow !== undefined) {
      new RedisMaintenanceWindow(this, 'maintenance-window', {
        instanceId: instance.id,
        startTime: settings.maintenanceWindow.from,
        endTime: settings.maintenanceWindow.to,
        // Like the parameters, it stays with the instance of its creation. platform: redis-maintenance-window
        lifecycle: { replaceTriggeredBy: [replacementTrigger(instance)] },
      });
    }
    this.instanceId = instance.id;
    this.host = instance.ip;
    this.port = String(port);
    this.password = password.result;
  }
}
