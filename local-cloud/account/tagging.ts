import type { AccountContext, Tags } from './account-context';
import { CloudError } from './cloud-error';

/** Resources of one kind, seen by the tag service. */
export interface Taggable {
  readonly ids: () => readonly string[];
  readonly find: (id: string) => Tags | undefined;
  readonly change: (id: string, tags: Tags) => void;
}

/** A resource that has tags. */
export interface TaggedResource {
  readonly service: string;
  readonly prefix: string;
  readonly id: string;
  readonly tags: Tags;
}

/** A tag of the account, which no resource needs to have. */
export interface AccountTag {
  readonly key: string;
  readonly value: string;
}

const reservedKey = /^(qcs:|project|项目|qcloud$|tencent$)/;

/** Refuses tags whose keys the platform reserves for itself. platform: reserved-tag-keys */
export function checkTagKeys(tags: Tags): void {
  const key = Object.keys(tags).find((one) => reservedKey.test(one));
  if (key === undefined) return;
  const message = `The tag key ${key} is reserved: no key may begin with qcs:, project or 项目, or be qcloud or tencent.`;
  throw new CloudError('InvalidParameter.ReservedTagKey', message, 'TagKey');
}

export type TaggingService = ReturnType<typeof createTaggingService>;

/** Creates the tag service. platform: tag-resource-names. @param kinds by service and prefix, such as `vpc/subnet` */
export function createTaggingService({ storage }: AccountContext, kinds: Readonly<Record<string, Taggable>>) {
  const accountTags = storage.collection<AccountTag>('tags');
  const idOf = ({ key, value }: AccountTag) => JSON.stringify([key, value]);

  function kind(service: string, prefix: string): Taggable {
    const found = kinds[`${service}/${prefix}`];
    if (found !== undefined) return found;
    const message = `Resources of the kind ${service}/${prefix} cannot have tags.`;
    throw new CloudError('InvalidParameterValue.ServiceTypeInvalid', message, 'Resource');
  }

  /** Lists the resources of all services that have tags. */
  function tagged(): readonly TaggedResource[] {
    return Object.entries(kinds).flatMap(([name, { ids, find }]) => {
      const [service = '', prefix = ''] = name.split('/');
      return ids().flatMap((id) => {
        const tags = find(id) ?? {};
        return Object.keys(tags).length === 0 ? [] : [{ service, prefix, id, tags }];
      });
    });
  }
  /** Tags of resources, each once. */
  function attachedTags(): readonly AccountTag[] {
    const tags = tagged().flatMap((one) => Object.entries(one.tags).map(([key, value]) => ({ key, value })));
    return [...new Map(tags.map((tag) => [idOf(tag), tag])).values()];
  }
  const isAttached = (tag: AccountTag) => attachedTags().some((one) => idOf(one) === idOf(tag));

  return {
    /** The tags that were created without a resource. */
    accountTags: () => [...accountTags.values()],

    /** Lists all tags of the account, and whether a resource has them. platform: account-tags */
    tags: (): readonly (AccountTag & { readonly isAttached: boolean })[] => {
      const attached = attachedTags().map((tag) => ({ ...tag, isAttached: true }));
      const others = [...accountTags.values()].filter((tag) => !isAttached(tag));
      return [...attached, ...others.map((tag) => ({ ...tag, isAttached: false }))];
    },

    /** Creates a tag that no resource has. Only one of two callers can. platform: account-tags */
    createTag(tag: AccountTag): void {
      checkTagKeys({ [tag.key]: tag.value });
      if (accountTags.has(idOf(tag)) || isAttached(tag)) {
        throw new CloudError('ResourceInUse.TagDuplicate', `The tag ${tag.key}:${tag.value} exists.`, 'TagKey');
      }
      accountTags.set(idOf(tag), tag);
    },

    deleteTag(tag: AccountTag): void {
      if (isAttached(tag)) {
        throw new CloudError('FailedOperation.TagAttachedResource', 'A resource has the tag.', 'TagKey');
      }
      if (!accountTags.delete(idOf(tag))) {
        throw new CloudError('ResourceNotFound.TagNonExist', `There is no tag ${tag.key}:${tag.value}.`, 'TagKey');
      }
    },

    /** @returns `undefined` if the resource does not exist */
    find: (service: string, prefix: string, id: string) => kind(service, prefix).find(id),

    tagged,

    /** Sets and removes tags. @param resource six-part name, such as `qcs::vpc:ap-guangzhou:uin/:subnet/subnet-1a2b3c4d` */
    modify(resource: string, set: Tags, removed: readonly string[]): void {
      checkTagKeys(set);
      const [, service = '', prefix = '', id = ''] = /^qcs::(\w+):[\w-]*:uin\/\d*:(\w+)\/(.+)$/.exec(resource) ?? [];
      const found = kind(service, prefix).find(id);
      if (found === undefined) {
        throw new CloudError('ResourceNotFound', `The resource ${resource} does not exist.`, 'Resource');
      }
      const remaining = Object.entries({ ...found, ...set }).filter(([key]) => !removed.includes(key));
      kind(service, prefix).change(id, Object.fromEntries(remaining));
    },
  };
}
