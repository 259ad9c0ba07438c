import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { containsCidr } from './cidr';
import { CloudError } from './cloud-error';

export interface SecurityGroupRule {
  readonly action: string;
  /** Such as `TCP`. */
  readonly protocol: string;
  /** A port, or `ALL`. */
  readonly port: string;
  readonly cidrBlock: string;
  readonly description: string;
}

export interface SecurityGroupRecord {
  readonly securityGroupId: string;
  readonly name: string;
  readonly description: string;
  readonly createTime: string;
  readonly tags: Tags;
  /** Counts the changes of the rules. */
  readonly version: number;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export type NewSecurityGroup = Pick<SecurityGroupRecord, 'name' | 'description' | 'tags'>;
export type SecurityGroupRules = Pick<SecurityGroupRecord, 'ingress' | 'egress'>;
export type SecurityGroupService = ReturnType<typeof createSecurityGroupService>;

export interface SecurityGroupDependencies {
  /** Ids of the resources that a group protects. */
  readonly usersOf: (securityGroupId: string) => readonly string[];
}

/** Security groups: what no rule accepts, does not get through. */
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

    create({ name, description, tags }: NewSecurityGroup): SecurityGroupRecord {
      checkName(name);
      const securityGroupId = newId('sg');
      const createTime = cloudTime(now());
      const rules = { version: 0, ingress: [], egress: [] };
      const record = { securityGroupId, name, description, createTime, tags, ...rules };
      groups.set(securityGroupId, record);
      return record;
    },

    change(securityGroupId: string, changes: Partial<NewSecurityGroup>): SecurityGroupRecord {
      if (changes.name !== undefined) checkName(changes.name);
      const record = { ...group(securityGroupId), ...changes };
      groups.set(securityGroupId, record);
      return record;
    },

    /** Puts other rules in place of all that there are. */
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
        const message = `The security group ${securityGroupId} still protects ${users.join(', ')}.`;
        throw new CloudError('ResourceInUse', message, 'SecurityGroupId');
      }
      groups.delete(securityGroupId);
    },

    /** Whether a group lets a network in on a port. */
    accepts(securityGroupId: string, network: string, port: number): boolean {
      const rule = groups
        .get(securityGroupId)
        ?.ingress.find(
          ({ protocol, port: ports, cidrBlock }) =>
            ['TCP', 'ALL'].includes(protocol.toUpperCase()) &&
            (ports.toUpperCase() === 'ALL' || ports.split(',').includes(String(port))) &&
            (cidrBlock === '0.0.0.0/0' || containsCidr(cidrBlock, network)),
        );
      return rule?.action.toUpperCase() === 'ACCEPT';
    },
  };
}

function checkName(name: string): void {
  if (name.length >= 1 && Buffer.byteLength(name) <= 60) return;
  throw new CloudError('InvalidParameterValue.TooLong', `A name has 1 to 60 bytes; found ${name.length}.`, 'GroupName');
}

function checkRule({ action, protocol, port, cidrBlock }: SecurityGroupRule): void {
  const problem =
    (!/^(accept|drop)$/i.test(action) && `the action ${action} is not ACCEPT or DROP`) ||
    (!/^(tcp|udp|icmp|icmpv6|all)$/i.test(protocol) && `the protocol ${protocol} is unknown`) ||
    (!/^(all|\d{1,5}([-,]\d{1,5})*)$/i.test(port) && `the port ${port} is not a number, a list or a range`) ||
    (!/^\d+(\.\d+){3}(\/\d+)?$/.test(cidrBlock) && `the source ${cidrBlock} is not a network`);
  if (problem)
    throw new CloudError('InvalidParameterValue.Malformed', `In a rule ${problem}.`, 'SecurityGroupPolicySet');
}
