import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

describe('The network', () => {
  it('is a VPC with a subnet in the configured zone', () => {
    const network = {
      vpcName: 'Outer',
      vpcCidr: '192.168.0.0/16',
      subnetName: 'Inner',
      subnetCidr: '192.168.4.0/24',
      zone: 'ap-guangzhou-6',
    };
    const stack = synthesize(environment('dev', { network }));
    expect(resourceOf(stack, 'tencentcloud_vpc')).toMatchObject({ name: 'Outer', cidr_block: '192.168.0.0/16' });
    expect(resourceOf(stack, 'tencentcloud_subnet')).toMatchObject({
      name: 'Inner',
      cidr_block: '192.168.4.0/24',
      availability_zone: 'ap-guangzhou-6',
      vpc_id: expect.stringMatching(/^\$\{tencentcloud_vpc\..*\.id\}$/),
    });
  });

  it('allows only the subnet to reach Redis, on its port', () => {
    const stack = synthesize(environment('dev'));
    const { ingress, egress } = resourceOf(stack, 'tencentcloud_security_group_rule_set');
    expect(ingress).toEqual([{ action: 'ACCEPT', protocol: 'TCP', port: '6379', cidr_block: '10.0.0.0/24' }]);
    expect(egress).toBeUndefined();
    expect(resourceOf(stack, 'tencentcloud_redis_instance').security_groups).toEqual([
      expect.stringMatching(/^\$\{tencentcloud_security_group\..*\.id\}$/),
    ]);
  });

  it('has no security group if there is no Redis', () => {
    expect(resourcesOf(synthesize(environment('dev', { codeStore: 'memory' })), 'tencentcloud_security_group')).toEqual(
      [],
    );
  });
});
