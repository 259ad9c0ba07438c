import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Tags of a resource, by key. */
export type Tags = Readonly<Record<string, string>>;

/** A resource that can be tagged. */
export interface TaggableResource extends TerraformResource {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

export function isTaggable(node: IConstruct): node is TaggableResource {
  return TerraformResource.isTerraformResource(node) && 'tagsInput' in node;
}

/** Tags of everything that an environment is made of. */
export function environmentTags(environment: string): Tags {
  return { project: 'sms-verification', environment, 'managed-by': 'cdktf' };
}

/** Tags every resource that can be tagged; a resource's own tags stay. */
export function tagAll(tags: Tags): IAspect {
  return {
    visit(node) {
      if (isTaggable(node)) node.tags = { ...tags, ...node.tagsInput };
    },
  };
}
