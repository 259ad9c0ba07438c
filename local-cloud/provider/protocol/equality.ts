import { type SchemaBlock, unknown } from '../provider-definition';

/**
 * Whether Terraform treats two values of an attribute as equal. The order of a set does not matter, and unset equals an empty
 * list, map or string. An unknown value equals only another unknown value.
 */
export function isSame(type: unknown, one: unknown, other: unknown): boolean {
  if (one === unknown || other === unknown) return one === other;
  return canonical(type, one) === canonical(type, other);
}

/** Whether Terraform treats two values of a nested block as equal. */
export function isSameBlock(block: SchemaBlock, mode: string, one: unknown, other: unknown): boolean {
  return canonicalBlocks(block, mode, one) === canonicalBlocks(block, mode, other);
}

function canonicalBlocks(block: SchemaBlock, mode: string, value: unknown): string {
  if (value === unknown) return '?';
  const list = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map((item) =>
    canonicalBlock(block, item),
  );
  return JSON.stringify(mode === 'set' ? list.sort() : list);
}

function canonicalBlock({ attributes = {}, block_types = {} }: SchemaBlock, values: Record<string, unknown>): string {
  const parts = Object.entries(attributes).map(([name, { type }]) => [name, canonical(type, values[name])]);
  const nested = Object.entries(block_types).map(([name, { block, nesting_mode }]) => [
    name,
    canonicalBlocks(block, nesting_mode, values[name]),
  ]);
  return JSON.stringify([...parts, ...nested]);
}

function canonical(type: unknown, value: unknown): string {
  if (value === unknown) return '?';
  if (isEmpty(value)) return '-';
  if (typeof type === 'string') return JSON.stringify(value);
  const [kind, inner] = type as readonly [string, unknown];
  if (kind === 'list' || kind === 'set') {
    const items = (value as readonly unknown[]).map((item) => canonical(inner, item));
    return JSON.stringify(kind === 'set' ? items.sort() : items);
  }
  const typeOf = (name: string) => (kind === 'map' ? inner : (inner as Record<string, unknown>)[name]);
  const entries = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries.map(([name, item]) => [name, canonical(typeOf(name), item)]));
}

/**
 * Whether a value is a zero value, which Terraform's SDK does not distinguish from an unset one: empty, `false` or 0.
 * platform: sdk2-zero-values
 */
export function isZero(value: unknown): boolean {
  return value === false || value === 0 || isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
