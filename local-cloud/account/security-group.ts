import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { containsCidr } from './cidr';
import { CloudError } from './cloud-error';
import { includesPort, readPortRanges } from './port-ranges';
import { checkNameCharacters } from './resource-name';
import { checkQuota, networkQuotas } from './vpc-quotas';

export interface SecurityGroupRule {
  readonly action: string;
  /** Such as `TCP`. */
  readonly protocol: string;
  /** `ALL`, a port, a range such as `8000-9000`, or a list of ports and ranges. */
  readonly port: string;
  readonly cidrBlock: string;
  readonly description: string;
}

export interface SecurityGroupRecord {
  readonly securityGroupId: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly createTime: string;
  readonly tags: Tags;
  /** The number of times that the rules were replaced. */
  readonly version: number;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export type NewSecurityGroup = Pick<SecurityGroupRecord, 'region' | 'name' | 'description' | 'tags'>;
export type SecurityGroupRules = Pick<SecurityGroupRecord, 'ingress' | 'egress'>;
export type SecurityGroupService = ReturnType<typeof createSecurityGroupService>;

export interface SecurityGroupDependencies {
  /** IDs of the resources that use a group. */
  readonly usersOf: (securityGroupId: string) => readonly string[];
}

/** Security groups. Traffic that no rule accepts is dropped. platform: security-group-closed, security-group-in-use */
export function createSecurityGroupService({ storage, now }: AccountContext, { usersOf }: SecurityGroupDependencies) {
  const groups = storage.collection<SecurityGroupRecord>('security-groups');

  function group(securityGroupId: string): SecurityGroupRecord {
    const record = groups.get(securityGroupId);
    if (record !== undefined) return record;
    throw new CloudError(
      'ResourceNotFound',
      `The security group ${securityGroupId} does not exist.`,
      'SecurityGroupId',
    );
  }

  return {
    group,
    groups: () => [...groups.values()],
    find: (securityGroupId: string) => groups.get(securityGroupId),

    create({ region, name, description, tags }: NewSecurityGroup): SecurityGroupRecord {
      checkNameCharacters(name, 'GroupName');
      const existing = [...groups.values()].filter((one) => one.region === region).length;
      checkQuota('security groups', existing, networkQuotas.securityGroups, region);
      const securityGroupId = newId('sg');
      const createTime = cloudTime(now());
      const rules = { version: 0, ingress: [], egress: [] };
      const record = { securityGroupId, region, name, description, createTime, tags, ...rules };
      groups.set(securityGroupId, record);
      return record;
    },

    change(securityGroupId: string, changes: Partial<Omit<NewSecurityGroup, 'region'>>): SecurityGroupRecord {
      if (changes.name !== undefined) checkNameCharacters(changes.name, 'GroupName');
      const record = { ...group(securityGroupId), ...changes };
      groups.set(securityGroupId, record);
      return record;
    },

    /** Replaces all rules. */
    replaceRules(securityGroupId: string, { ingress, egress }: SecurityGroupRules): SecurityGroupRecord {
      for (const rule of [...ingress, ...egress]) checkRule(rule);
      const record = group(securityGroupId);
      const changed = { ...record, ingress, egress, version: record.version + 1 };
      groups.set(securityGroupId, changed);
      return changed;
    },

    delete(securityGroupId: string): void {
      group(securityGroupId);
      const users = usersOf(securityGroupId);
      if (users.length > 0) {
        const message = `The security group ${securityGroupId} is still used by ${users.join(', ')}.`;
        throw new CloudError('ResourceInUse', message, 'SecurityGroupId');
      }
      groups.delete(securityGroupId);
    },

    /** Whether the first ingress rule that matches a network and a TCP port accepts. */
    accepts(securityGroupId: string, network: string, port: number): boolean {
      const rule = groups
        .get(securityGroupId)
        ?.ingress.find(
          ({ protocol, port: ports, cidrBlock }) =>
            ['TCP', 'ALL'].includes(protocol.toUpperCase()) &&
            includesPort(readPortRanges(ports) ?? [], port) &&
            (cidrBlock === '0.0.0.0/0' || containsCidr(cidrBlock, network)),
        );
      return rule?.action.toUpperCase() === 'ACCEPT';
    },
  };
}

function checkRule({ action, protocol, port, cidrBlock }: SecurityGroupRule): void {
  const problem =
    (!/^(accept|drop)$/i.test(action) && `the action ${action} is not ACCEPT or DROP`) ||
    (!/^(tcp|udp|icmp|icmpv6|all)$/i.test(protocol) && `the protocol ${protocol} is unknown`) ||
    (readPortRanges(port) === undefined &&
      `the port ${port} is not ALL, a port up to 65535, a range such as 8000-9000, or a list of ports and ranges`) ||
    (!/^\d+(\.\d+){3}(\/\d+)?$/.test(cidrBlock) && `the source ${cidrBlock} is not a CIDR block`);
  if (!problem) return;
  throw new CloudError('InvalidParameterValue.Malformed', `In a rule, ${problem}.`, 'SecurityGroupPolicySet');
}
