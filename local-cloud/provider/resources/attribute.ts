import type { Values } from '../provider-definition';

/** Read an attribute, with a default for an unset one. */
export const text = (values: Values, name: string, byDefault = '') => (values[name] as string | null) ?? byDefault;
export const number = (values: Values, name: string, byDefault = 0) => (values[name] as number | null) ?? byDefault;
export const flag = (values: Values, name: string, byDefault = false) => (values[name] as boolean | null) ?? byDefault;
export const texts = (values: Values, name: string) => (values[name] as readonly string[] | null) ?? [];
export const tagsOf = (values: Values) => (values.tags as Readonly<Record<string, string>> | null) ?? {};
export const blocks = (values: Values, name: string) => (values[name] as readonly Values[] | null) ?? [];

/** Tags as an attribute: without any tag, it is unset. */
export const tagsOrNull = (tags: Readonly<Record<string, string>>) => (Object.keys(tags).length > 0 ? tags : null);
