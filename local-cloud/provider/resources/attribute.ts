import { checkTagKeys } from '../../account/tagging';
import type { Values } from '../provider-definition';

/** Read an attribute, with a default for an unset one. */
export const text = (values: Values, name: string, byDefault = '') => (values[name] as string | null) ?? byDefault;
export const number = (values: Values, name: string, byDefault = 0) => (values[name] as number | null) ?? byDefault;
export const flag = (values: Values, name: string, byDefault = false) => (values[name] as boolean | null) ?? byDefault;
export const texts = (values: Values, name: string) => (values[name] as readonly string[] | null) ?? [];
export function tagsOf(values: Values): Readonly<Record<string, string>> {
  const tags = (values.tags as Readonly<Record<string, string>> | null) ?? {};
  checkTagKeys(tags);
  return tags;
}
export const blocks = (values: Values, name: string) => (values[name] as readonly Values[] | null) ?? [];

/** Tags as an attribute: without any tag, it is unset. */
export const tagsOrNull = (tags: Readonly<Record<string, string>>) => (Object.keys(tags).length > 0 ? tags : null);
