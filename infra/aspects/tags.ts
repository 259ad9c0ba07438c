import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/** The tags of a resource: keys and values. */
export type Tags = Readonly<Record<string, string>>;

/** A resource whose type supports tags. platform: taggable-types */
export interface TaggableResource extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

export function isTaggable(node: IConstruct): node is TaggableResource {
  return TerraformResource.isTerraformResource(node) && 'tagsInput' in node;
}

/** The tags of all resources of an environment. No key may begin with `project`. platform: reserved-tag-keys */
export function environmentTags(environment: string): Tags {
  return { application: 'sms-verification', environment, 'managed-by': 'cdktf' };
}

/** Adds the tags to every resource that supports them. A tag that the resource already has is not changed. */
export function tagAll(tags: Tags): IAspect {
  return {
    visit(node) {
      if (isTaggable(node)) node.tags = { ...tags, ...node.tagsInput };
    },
  };
}
