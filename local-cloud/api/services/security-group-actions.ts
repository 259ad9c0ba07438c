import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models';
import { z } from 'zod';
import type { SecurityGroupRecord, SecurityGroupRule, SecurityGroupService } from '../../account/security-group';
import { networkQuotas } from '../../account/vpc-quotas';
import { type Action, action } from '../action';
import { nameFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';

const text = z.string();
const policy = z.looseObject({
  PolicyIndex: z.int().exactOptional(),
  Protocol: text.exactOptional(),
  Port: text.exactOptional(),
  CidrBlock: text.exactOptional(),
  Action: text.exactOptional(),
  PolicyDescription: text.exactOptional(),
});
const policySet = z.object({
  Version: text.exactOptional(),
  Ingress: z.array(policy).exactOptional(),
  Egress: z.array(policy).exactOptional(),
});

/** Security groups of the service `vpc`. */
export function securityGroupActions(
  groups: SecurityGroupService,
  usersOf: (securityGroupId: string) => readonly string[],
): Readonly<Record<string, Action>> {
  return {
    CreateSecurityGroup: action<Models.CreateSecurityGroupRequest, Models.CreateSecurityGroupResponse>({
      parameters: { GroupName: text, GroupDescription: text, Tags: tagList.optional() },
      ignored: ['ProjectId'],
      answer: ({ GroupName, GroupDescription, Tags }, { region }) => {
        const wanted = { region, name: GroupName, description: GroupDescription, tags: readTags(Tags) };
        return { SecurityGroup: groupModel(groups.create(wanted)) };
      },
    }),

    DescribeSecurityGroupLimits: action<
      Models.DescribeSecurityGroupLimitsRequest,
      Models.DescribeSecurityGroupLimitsResponse
    >({
      parameters: {},
      answer: () => ({ SecurityGroupLimitSet: { SecurityGroupLimit: networkQuotas.securityGroups } }),
    }),

    DescribeSecurityGroups: action<Models.DescribeSecurityGroupsRequest, Models.DescribeSecurityGroupsResponse>({
      parameters: {
        SecurityGroupIds: z.array(text).optional(),
        Filters: nameFilters.optional(),
        Offset: text.optional(),
        Limit: text.optional(),
      },
      ignored: ['OrderField', 'OrderDirection'],
      answer: ({ SecurityGroupIds, Filters = [], ...page }, { region }) => {
        // An unknown ID is an error here, unlike in other actions that list resources.
        const listed = SecurityGroupIds
          ? SecurityGroupIds.map(groups.group)
          : groups.groups().filter((group) => group.region === region);
        const found = listed.filter(({ securityGroupId, name }) =>
          passesFilters(Filters, { 'security-group-id': securityGroupId, 'security-group-name': name }),
        );
        return { TotalCount: found.length, SecurityGroupSet: pageOf(found, page).map(groupModel) };
      },
    }),

    ModifySecurityGroupAttribute: action<
      Models.ModifySecurityGroupAttributeRequest,
      Models.ModifySecurityGroupAttributeResponse
    >({
      parameters: { SecurityGroupId: text, GroupName: text.optional(), GroupDescription: text.optional() },
      answer: ({ SecurityGroupId, GroupName, GroupDescription }) => {
        groups.change(SecurityGroupId, {
          ...(GroupName !== undefined && { name: GroupName }),
          ...(GroupDescription !== undefined && { description: GroupDescription }),
        });
        return {};
      },
    }),

    DeleteSecurityGroup: action<Models.DeleteSecurityGroupRequest, Models.DeleteSecurityGroupResponse>({
      parameters: { SecurityGroupId: text },
      answer: ({ SecurityGroupId }) => {
        groups.delete(SecurityGroupId);
        return {};
      },
    }),

    DescribeSecurityGroupAssociationStatistics: action<
      Models.DescribeSecurityGroupAssociationStatisticsRequest,
      Models.DescribeSecurityGroupAssociationStatisticsResponse
    >({
      parameters: { SecurityGroupIds: z.array(text) },
      answer: ({ SecurityGroupIds }) => ({
        SecurityGroupAssociationStatisticsSet: SecurityGroupIds.map((id) => statistics(id, usersOf(id).length)),
      }),
    }),

    DescribeSecurityGroupPolicies: action<
      Models.DescribeSecurityGroupPoliciesRequest,
      Models.DescribeSecurityGroupPoliciesResponse
    >({
      parameters: { SecurityGroupId: text },
      ignored: ['Filters'],
      answer: ({ SecurityGroupId }) => {
        const { version, ingress, egress } = groups.group(SecurityGroupId);
        const sets = { Ingress: ingress.map(policyModel), Egress: egress.map(policyModel) };
        return { SecurityGroupPolicySet: { Version: String(version), ...sets } };
      },
    }),

    ModifySecurityGroupPolicies: action<
      Models.ModifySecurityGroupPoliciesRequest,
      Models.ModifySecurityGroupPoliciesResponse
    >({
      parameters: { SecurityGroupId: text, SecurityGroupPolicySet: policySet },
      ignored: ['SortPolicys'],
      answer: ({ SecurityGroupId, SecurityGroupPolicySet: { Ingress = [], Egress = [] } }) => {
        groups.replaceRules(SecurityGroupId, { ingress: Ingress.map(toRule), egress: Egress.map(toRule) });
        return {};
      },
    }),

    DeleteSecurityGroupPolicies: action<
      Models.DeleteSecurityGroupPoliciesRequest,
      Models.DeleteSecurityGroupPoliciesResponse
    >({
      parameters: { SecurityGroupId: text, SecurityGroupPolicySet: policySet },
      answer: ({ SecurityGroupId, SecurityGroupPolicySet: removed }) => {
        const { ingress, egress } = groups.group(SecurityGroupId);
        const without = (rules: readonly SecurityGroupRule[], gone: readonly Models.SecurityGroupPolicy[] = []) =>
          rules.filter((_, index) => !gone.some(({ PolicyIndex }) => PolicyIndex === index));
        const rules = { ingress: without(ingress, removed.Ingress), egress: without(egress, removed.Egress) };
        groups.replaceRules(SecurityGroupId, rules);
        return {};
      },
    }),
  };
}

function toRule(received: Models.SecurityGroupPolicy): SecurityGroupRule {
  return {
    action: received.Action ?? '',
    protocol: received.Protocol ?? 'ALL',
    port: received.Port ?? 'ALL',
    cidrBlock: received.CidrBlock ?? '0.0.0.0/0',
    description: received.PolicyDescription ?? '',
  };
}

function policyModel(rule: SecurityGroupRule, index: number): Models.SecurityGroupPolicy {
  return {
    PolicyIndex: index,
    Protocol: rule.protocol,
    Port: rule.port,
    CidrBlock: rule.cidrBlock,
    Ipv6CidrBlock: '',
    SecurityGroupId: '',
    Action: rule.action,
    PolicyDescription: rule.description,
  };
}

function groupModel({ securityGroupId, name, description, createTime, tags }: SecurityGroupRecord) {
  return {
    SecurityGroupId: securityGroupId,
    SecurityGroupName: name,
    SecurityGroupDesc: description,
    ProjectId: '0',
    IsDefault: false,
    CreatedTime: createTime,
    UpdateTime: createTime,
    TagSet: listTags(tags),
  } satisfies Models.SecurityGroup;
}

function statistics(securityGroupId: string, users: number): Models.SecurityGroupAssociationStatistics {
  const kinds = { CVM: 0, CDB: 0, ENI: 0, SG: 0, CLB: 0 };
  return { SecurityGroupId: securityGroupId, ...kinds, TotalCount: users, InstanceStatistics: [] };
}
