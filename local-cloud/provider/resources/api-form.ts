import type { SchemaBlock, Values } from '../provider-definition';

/** Attributes whose API name is irregular. */
const irregularNames: Readonly<Record<string, string>> = { contain_z_h: 'ContainZH' };

const apiName = (name: string) =>
  irregularNames[name] ?? name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Converts Terraform's values to the API's form, with its names. A block that can occur only once becomes an object; unset
 * values are left out.
 */
export function toApiForm({ attributes = {}, block_types = {} }: SchemaBlock, values: Values): Record<string, unknown> {
  const ownValues = Object.keys(attributes).flatMap((name) =>
    isSet(values[name]) ? [[apiName(name), values[name]]] : [],
  );
  const blocks = Object.entries(block_types).flatMap(([name, { block, max_items }]) => {
    const items = ((values[name] ?? []) as readonly Values[]).map((item) => toApiForm(block, item));
    if (items.length === 0) return [];
    return [[apiName(name), max_items === 1 ? items[0] : items]];
  });
  return Object.fromEntries([...ownValues, ...blocks]);
}

/** Converts values in the API's form to Terraform's values. Fields that the schema does not have are left out. */
export function fromApiForm({ attributes = {}, block_types = {} }: SchemaBlock, form: Values): Record<string, unknown> {
  const ownValues = Object.keys(attributes).map((name) => [name, form[apiName(name)] ?? null]);
  const blocks = Object.entries(block_types).map(([name, { block }]) => {
    const items = form[apiName(name)] ?? [];
    return [name, (Array.isArray(items) ? items : [items]).map((item: Values) => fromApiForm(block, item))];
  });
  return Object.fromEntries([...ownValues, ...blocks]);
}

const isSet = (value: unknown) => value !== null && value !== undefined;
