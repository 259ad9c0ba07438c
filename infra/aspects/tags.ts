import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Tags } from '../settings/environment-tags';

/** A resource whose type supports tags. platform: taggable-types */
export interface TaggableResource extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

export function isTaggable(node: IConstruct): node is TaggableResource {
  return TerraformResource.isTerraformResource(node) && 'tagsInput' in node;
}

/** Adds the tags to every resource that supports them. A tag that the resource already has is not changed. */
export function tagAll(tags: Tags): IAspect {
  return {
    visit(node) {
      if (isTaggable(node)) node.tags = { ...tags, ...node.tagsInput };
    },
  };
}
