import { z } from 'zod';
import type { Tags } from '../account/account-context';
import { checkTagKeys } from '../account/tagging';

/** Tags in the form of most services: a list of keys and values. */
export const tagList = z.array(z.object({ Key: z.string(), Value: z.string() }));

interface ListedTag {
  readonly Key?: string;
  readonly Value?: string;
}

export function readTags(list: readonly ListedTag[] = []): Tags {
  const tags = Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));
  checkTagKeys(tags);
  return tags;
}

export function listTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
