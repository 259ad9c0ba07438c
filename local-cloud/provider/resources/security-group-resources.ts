import type { SecurityGroupRecord, SecurityGroupRule, SecurityGroupService } from '../../account/security-group';
import type { ResourceType, Values } from '../provider-definition';
import { blocks, tagsOf, tagsOrNull, text } from './attribute';

/** `tencentcloud_security_group` and `tencentcloud_security_group_rule_set`. platform: security-group-rule-set */
export function securityGroupResources(
  groups: SecurityGroupService,
  regionOf: () => string,
): Readonly<Record<string, ResourceType>> {
  const groupValues = ({ securityGroupId, name, description, tags }: SecurityGroupRecord, given: Values): Values => ({
    ...given,
    id: securityGroupId,
    name,
    description,
    project_id: given.project_id ?? 0,
    tags: tagsOrNull(tags),
  });
  const ruleSetValues = ({ securityGroupId, version, ingress, egress }: SecurityGroupRecord): Values => ({
    id: securityGroupId,
    security_group_id: securityGroupId,
    version: String(version),
    ingress: ingress.map(toBlock),
    egress: egress.map(toBlock),
  });
  const replaceRules = (planned: Values) =>
    ruleSetValues(
      groups.replaceRules(text(planned, 'security_group_id'), {
        ingress: blocks(planned, 'ingress').map(toRule),
        egress: blocks(planned, 'egress').map(toRule),
      }),
    );

  return {
    tencentcloud_security_group: {
      attributes: { GroupName: 'name' },
      async create(planned) {
        const wanted = {
          region: regionOf(),
          name: text(planned, 'name'),
          description: text(planned, 'description'),
          tags: tagsOf(planned),
        };
        return groupValues(groups.create(wanted), planned);
      },
      async read(state) {
        const record = groups.find(text(state, 'id'));
        return record && groupValues(record, state);
      },
      async update(planned) {
        const wanted = {
          name: text(planned, 'name'),
          description: text(planned, 'description'),
          tags: tagsOf(planned),
        };
        return groupValues(groups.change(text(planned, 'id'), wanted), planned);
      },
      async delete(state) {
        groups.delete(text(state, 'id'));
      },
    },

    tencentcloud_security_group_rule_set: {
      attributes: { SecurityGroupId: 'security_group_id', SecurityGroupPolicySet: 'ingress' },
      create: async (planned) => replaceRules(planned),
      async read(state) {
        const record = groups.find(text(state, 'id'));
        return record && ruleSetValues(record);
      },
      update: async (planned) => replaceRules(planned),
      async delete(state) {
        if (groups.find(text(state, 'id'))) groups.replaceRules(text(state, 'id'), { ingress: [], egress: [] });
      },
    },
  };
}

function toRule(block: Values): SecurityGroupRule {
  return {
    action: text(block, 'action'),
    protocol: text(block, 'protocol', 'ALL'),
    port: text(block, 'port', 'ALL'),
    cidrBlock: text(block, 'cidr_block', '0.0.0.0/0'),
    description: text(block, 'description'),
  };
}

function toBlock({ action, protocol, port, cidrBlock, description }: SecurityGroupRule, index: number): Values {
  const described = description === '' ? null : description;
  return { action, protocol, port, cidr_block: cidrBlock, description: described, policy_index: index };
}
