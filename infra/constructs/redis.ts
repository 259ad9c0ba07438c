import { Password } from '@cdktf/provider-random/lib/password';
import { RedisInstance } from '@cdktf/provider-tencentcloud/lib/redis-instance';
import { Construct } from 'constructs';
import type { RedisStoreSettings } from '../settings/environment-schema';
import { redisTypeId } from '../settings/redis-edition';
import type { Network } from './network';

export interface RedisProps {
  readonly settings: RedisStoreSettings;
  readonly network: Network;
  /** Port to listen on. */
  readonly port: number;
  /** Whether the instance goes with the stack, at once and for good; otherwise Terraform refuses to destroy it. */
  readonly deletable: boolean;
}

/** TencentDB for Redis, step 4 of the document, reached from the subnet alone. */
export class Redis extends Construct {
  readonly host: string;
  readonly port: number;
  /** Made by Terraform: it is in the state, and nowhere in the synthesized files. */
  readonly password: string;

  constructor(scope: Construct, id: string, { settings, network, port, deletable }: RedisProps) {
    super(scope, id);
    // Two kinds of characters or more, 8 to 64 of them, say the API's rules.
    const password = new Password(this, 'password', {
      length: 32,
      special: false,
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
    });
    const instance = new RedisInstance(this, 'instance', {
      name: settings.instanceName,
      typeId: redisTypeId(settings.version, settings.architecture),
      memSize: settings.memoryMb,
      redisReplicasNum: settings.replicas,
      ...(settings.architecture === 'cluster' && { redisShardNum: settings.shards ?? 1 }),
      chargeType: 'POSTPAID',
      availabilityZone: network.zone,
      vpcId: network.vpcId,
      subnetId: network.subnetId,
      securityGroups: [...network.redisSecurityGroups],
      port,
      password: password.result,
      forceDelete: deletable,
      lifecycle: { replaceTriggeredBy: [network.replacement], ...(!deletable && { preventDestroy: true }) },
    });
    this.host = instance.ip;
    this.port = port;
    this.password = password.result;
  }
}
