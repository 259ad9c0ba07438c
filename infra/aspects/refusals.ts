import { RedisInstance } from '@cdktf/provider-tencentcloud/lib/redis-instance';
import { SecurityGroupRuleSet } from '@cdktf/provider-tencentcloud/lib/security-group-rule-set';
import { Annotations, type IAspect, TerraformResource, Token } from 'cdktf';
import { isTaggable, type Tags } from './tags';

export interface RefusalsProps {
  /** Tags that every resource has to have. */
  readonly requiredTags: Tags;
  /** Whether the environment may be destroyed with all that is in it. */
  readonly deletable: boolean;
}

/** Attributes of a resource as they are synthesized, overrides included. */
type Attributes = Readonly<Record<string, unknown>>;

/** Refuses at synthesis what no environment may have. Its errors say what was found, and what to do. */
export function refuseUnsafe({ requiredTags, deletable }: RefusalsProps): IAspect {
  return {
    visit(node) {
      if (!TerraformResource.isTerraformResource(node)) return;
      const attributes = synthesized(node);
      const problems = [
        ...(node instanceof RedisInstance ? [...exposure(attributes), ...protection(attributes, deletable)] : []),
        ...(node instanceof SecurityGroupRuleSet ? openRules(attributes) : []),
        ...(isTaggable(node) ? missingTags(attributes, requiredTags) : []),
      ];
      for (const problem of problems) Annotations.of(node).addError(problem);
    },
  };
}

function synthesized(resource: TerraformResource): Attributes {
  const { resource: byType } = resource.toTerraform() as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  };
  return byType[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

function* exposure(redis: Attributes): Iterable<string> {
  if (redis.wan_address_switch !== undefined && redis.wan_address_switch !== 'close') {
    yield 'Redis can be reached from the internet: remove wan_address_switch.';
  }
  if (redis.no_auth) yield 'Redis asks for no password: remove no_auth.';
  if (redis.password !== undefined && !Token.isUnresolved(redis.password)) {
    yield 'The password of Redis is written in clear: take it from random_password.';
  }
  if (redis.vpc_id === undefined || redis.subnet_id === undefined) {
    yield 'Redis is in no VPC: give it vpc_id and subnet_id.';
  }
  if (!Array.isArray(redis.security_groups) || redis.security_groups.length === 0) {
    yield 'Redis has no security group: give it one that lets in the subnet alone.';
  }
}

function* protection({ lifecycle, force_delete }: Attributes, deletable: boolean): Iterable<string> {
  if (deletable) return;
  const { prevent_destroy = false } = (lifecycle ?? {}) as { readonly prevent_destroy?: boolean };
  if (!prevent_destroy) yield 'The environment is not deletable: give Redis lifecycle.preventDestroy.';
  if (force_delete) yield 'The environment is not deletable: remove forceDelete from Redis.';
}

function* openRules({ ingress }: Attributes): Iterable<string> {
  for (const { action, cidr_block, ipv6_cidr_block } of (ingress ?? []) as readonly Attributes[]) {
    const open = [cidr_block, ipv6_cidr_block].filter((cidr) => typeof cidr === 'string' && cidr.endsWith('/0'));
    if (action === 'ACCEPT' && open.length > 0)
      yield `A security group lets in ${open.join(' and ')}: name the subnet.`;
  }
}

function* missingTags({ tags }: Attributes, required: Tags): Iterable<string> {
  const missing = Object.keys(required).filter((key) => !Object.hasOwn((tags ?? {}) as object, key));
  if (missing.length > 0) yield `The tags ${missing.join(', ')} are missing: apply tagAll to the stack.`;
}
