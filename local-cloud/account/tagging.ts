import type { Tags } from './account-context';
import { CloudError } from './cloud-error';

/** Resources of one kind, as the tag service sees them. */
export interface Taggable {
  readonly find: (id: string) => Tags | undefined;
  readonly change: (id: string, tags: Tags) => void;
}

export type TaggingService = ReturnType<typeof createTaggingService>;

/** @param kinds by service and prefix, such as `vpc/subnet` */
export function createTaggingService(kinds: Readonly<Record<string, Taggable>>) {
  function kind(service: string, prefix: string): Taggable {
    const found = kinds[`${service}/${prefix}`];
    if (found !== undefined) return found;
    const message = `Resources ${service}/${prefix} have no tags.`;
    throw new CloudError('InvalidParameterValue.ServiceTypeInvalid', message, 'Resource');
  }

  return {
    /** @returns `undefined` where there is no such resource */
    find: (service: string, prefix: string, id: string) => kind(service, prefix).find(id),

    /** Sets tags, and takes some away, of the resource that a six-part name such as `qcs::vpc:…:uin/:subnet/…` is of. */
    modify(resource: string, set: Tags, removed: readonly string[]): void {
      const [, service = '', prefix = '', id = ''] =
        /^qcs::(\w+):[\w-]*:uin\/\d*:([\w/]+)\/([^/]+)$/.exec(resource) ?? [];
      const found = kind(service, prefix).find(id);
      if (found === undefined) {
        throw new CloudError('ResourceNotFound', `There is no resource ${resource}.`, 'Resource');
      }
      const kept = Object.entries({ ...found, ...set }).filter(([key]) => !removed.includes(key));
      kind(service, prefix).change(id, Object.fromEntries(kept));
    },
  };
}
