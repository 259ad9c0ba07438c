import { RedisInstance } from '@cdktf/provider-tencentcloud/lib/redis-instance';
import { SecurityGroupRuleSet } from '@cdktf/provider-tencentcloud/lib/security-group-rule-set';
import { Annotations, type IAspect, TerraformResource, Token } from 'cdktf';
import type { Tags } from '../settings/environment-tags';
import { isTaggable } from './tags';

export interface RefusalsProps {
  /** Tags that every taggable resource must have. */
  readonly requiredTags: Tags;
  /** Whether Terraform may destroy the environment with all its data. */
  readonly deletable: boolean;
}

/** The attributes of a resource as synthesized, with overrides applied. */
type Attributes = Readonly<Record<string, unknown>>;

/** Fails the synthesis if a resource is unsafe. Each error says what was found and how to fix it. */
export function refuseUnsafe({ requiredTags, deletable }: RefusalsProps): IAspect {
  return {
    visit(node) {
      if (!TerraformResource.isTerraformResource(node)) return;
      const attributes = synthesizedAttributes(node);
      const problems = [
        ...(node instanceof RedisInstance
          ? [...redisExposure(attributes), ...destroyProtection(attributes, deletable)]
          : []),
        ...(node instanceof SecurityGroupRuleSet ? openSecurityGroupRules(attributes) : []),
        ...(isTaggable(node) ? missingTags(attributes, requiredTags) : []),
      ];
      for (const problem of problems) Annotations.of(node).addError(problem);
    },
  };
}

function synthesizedAttributes(resource: TerraformResource): Attributes {
  const { resource: byType } = resource.toTerraform() as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  };
  return byType[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

function* redisExposure(redis: Attributes): Iterable<string> {
  if (redis.wan_address_switch !== undefined && redis.wan_address_switch !== 'close') {
    yield 'Redis can be reached from the internet: remove wan_address_switch.';
  }
  if (redis.no_auth) yield 'Redis requires no password: remove no_auth.';
  if (redis.password !== undefined && !Token.isUnresolved(redis.password)) {
    yield 'The Redis password is in plain text: take it from random_password.';
  }
  if (redis.vpc_id === undefined || redis.subnet_id === undefined) {
    yield 'Redis is not in a VPC: set vpc_id and subnet_id.';
  }
  if (!Array.isArray(redis.security_groups) || redis.security_groups.length === 0) {
    yield 'Redis has no security group: add one that allows only the subnet.';
  }
}

function* destroyProtection({ lifecycle, force_delete }: Attributes, deletable: boolean): Iterable<string> {
  if (deletable) return;
  const { prevent_destroy = false } = (lifecycle ?? {}) as { readonly prevent_destroy?: boolean };
  if (!prevent_destroy) yield 'The environment is not deletable: set lifecycle.prevent_destroy on Redis.';
  if (force_delete) yield 'The environment is not deletable: remove force_delete from Redis.';
}

function* openSecurityGroupRules({ ingress }: Attributes): Iterable<string> {
  for (const { action, cidr_block, ipv6_cidr_block } of (ingress ?? []) as readonly Attributes[]) {
    const open = [cidr_block, ipv6_cidr_block].filter((cidr) => typeof cidr === 'string' && cidr.endsWith('/0'));
    if (action === 'ACCEPT' && open.length > 0)
      yield `A security group allows ${open.join(' and ')}: allow only the subnet.`;
  }
}

function* missingTags({ tags }: Attributes, required: Tags): Iterable<string> {
  const missing = Object.keys(required).filter((key) => !Object.hasOwn((tags ?? {}) as object, key));
  if (missing.length > 0) yield `Missing tags: ${missing.join(', ')}. Apply tagAll to the stack.`;
}
