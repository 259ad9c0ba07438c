import type { SchemaBlock, Values } from '../provider-definition';

/** Names that the API writes in a way of its own. */
const ownNames: Readonly<Record<string, string>> = { contain_z_h: 'ContainZH' };

const apiName = (name: string) =>
  ownNames[name] ?? name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Values of Terraform by the API's names: blocks of which there is one at most are objects, and what is not set is absent. */
export function toApiForm({ attributes = {}, block_types = {} }: SchemaBlock, values: Values): Record<string, unknown> {
  const given = Object.keys(attributes).flatMap((name) => (isSet(values[name]) ? [[apiName(name), values[name]]] : []));
  const blocks = Object.entries(block_types).flatMap(([name, { block, max_items }]) => {
    const items = ((values[name] ?? []) as readonly Values[]).map((item) => toApiForm(block, item));
    if (items.length === 0) return [];
    return [[apiName(name), max_items === 1 ? items[0] : items]];
  });
  return Object.fromEntries([...given, ...blocks]);
}

/** The way back; what the schema does not have is left out. */
export function fromApiForm({ attributes = {}, block_types = {} }: SchemaBlock, form: Values): Record<string, unknown> {
  const given = Object.keys(attributes).map((name) => [name, form[apiName(name)] ?? null]);
  const blocks = Object.entries(block_types).map(([name, { block }]) => {
    const items = form[apiName(name)] ?? [];
    return [name, (Array.isArray(items) ? items : [items]).map((item: Values) => fromApiForm(block, item))];
  });
  return Object.fromEntries([...given, ...blocks]);
}

const isSet = (value: unknown) => value !== null && value !== undefined;
