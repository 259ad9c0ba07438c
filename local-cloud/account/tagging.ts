import type { Tags } from './account-context';
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

export type TaggingService = ReturnType<typeof createTaggingService>;

/** Creates the tag service. platform: tag-resource-names. @param kinds by service and prefix, such as `vpc/subnet` */
export function createTaggingService(kinds: Readonly<Record<string, Taggable>>) {
  function kind(service: string, prefix: string): Taggable {
    const found = kinds[`${service}/${prefix}`];
    if (found !== undefined) return found;
    const message = `Resources of the kind ${service}/${prefix} cannot have tags.`;
    throw new CloudError('InvalidParameterValue.ServiceTypeInvalid', message, 'Resource');
  }

  return {
    /** @returns `undefined` if the resource does not exist */
    find: (service: string, prefix: string, id: string) => kind(service, prefix).find(id),

    /** Lists the resources of all services that have tags. */
    tagged(): readonly TaggedResource[] {
      return Object.entries(kinds).flatMap(([name, { ids, find }]) => {
        const [service = '', prefix = ''] = name.split('/');
        return ids().flatMap((id) => {
          const tags = find(id) ?? {};
          return Object.keys(tags).length === 0 ? [] : [{ service, prefix, id, tags }];
        });
      });
    },

    /** Sets and removes tags. @param resource six-part name, such as `qcs::vpc:ap-guangzhou:uin/:subnet/subnet-1a2b3c4d` */
    modify(resource: string, set: Tags, removed: readonly string[]): void {
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
