import { decode, ExtData, encode } from '@msgpack/msgpack';
import {
  type SchemaAttribute,
  type SchemaBlock,
  type SchemaBlockType,
  unknown,
  type Values,
} from '../provider-definition';

/** An encoded value of the protocol. platform: plugin-wire-format */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Extension types of values that are known after apply. Type 12 adds constraints on the value, which are ignored. */
const unknownTypes = [0, 12];
const unknownOnWire = new ExtData(0, new Uint8Array(1));

/** Decodes a resource's values. @returns `undefined` if there is no resource */
export function readValues(block: SchemaBlock, { msgpack, json }: DynamicValue): Values | undefined {
  const raw = msgpack?.length ? decode(msgpack) : JSON.parse(Buffer.from(json ?? 'null').toString());
  return raw === null ? undefined : mapBlock(block, raw as Values, readValue);
}

/** Encodes all values of a resource: unset attributes as null, absent blocks as empty lists. */
export function writeValues(block: SchemaBlock, values: Values | undefined): DynamicValue {
  const raw = values === undefined ? null : mapBlock(block, values, writeValue);
  return { msgpack: encode(raw) };
}

type MapValue = (type: unknown, value: unknown) => unknown;

function mapBlock({ attributes = {}, block_types = {} }: SchemaBlock, values: Values, map: MapValue): Values {
  const mapped = Object.entries(attributes).map(([name, { type }]: [string, SchemaAttribute]) => [
    name,
    map(type, values[name]),
  ]);
  const nested = Object.entries(block_types).map(([name, type]) => [name, mapNested(type, values[name], map)]);
  return Object.fromEntries([...mapped, ...nested]);
}

function mapNested({ nesting_mode, block }: SchemaBlockType, value: unknown, map: MapValue): unknown {
  if (isUnknown(value)) return map('dynamic', value);
  if (nesting_mode === 'list' || nesting_mode === 'set') {
    return ((value ?? []) as readonly Values[]).map((item) => mapBlock(block, item, map));
  }
  if (value === null || value === undefined) return null;
  if (nesting_mode === 'single' || nesting_mode === 'group') return mapBlock(block, value as Values, map);
  throw new Error(`blocks with the nesting mode ${nesting_mode} are not supported`);
}

function isUnknown(value: unknown): boolean {
  return value === unknown || (value instanceof ExtData && unknownTypes.includes(value.type));
}

function readValue(type: unknown, value: unknown): unknown {
  if (isUnknown(value)) return unknown;
  return mapValue(type, value, readValue);
}

function writeValue(type: unknown, value: unknown): unknown {
  if (isUnknown(value)) return unknownOnWire;
  return mapValue(type, value, writeValue);
}

function mapValue(type: unknown, value: unknown, map: MapValue): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'number') return finite(value);
  if (typeof type === 'string') return value;
  const [kind, inner] = type as readonly [string, unknown];
  if (kind === 'list' || kind === 'set') return (value as readonly unknown[]).map((item) => map(inner, item));
  const entries = Object.entries(value as object);
  if (kind === 'map') return Object.fromEntries(entries.map(([name, item]) => [name, map(inner, item)]));
  if (kind === 'object') {
    const types = Object.entries(inner as object);
    return Object.fromEntries(types.map(([name, item]) => [name, map(item, (value as Values)[name])]));
  }
  throw new Error(`values of the type ${kind} are not supported`);
}

/** Terraform panics if it receives NaN or an infinite number. */
function finite(value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error(`found ${String(value)}; a number is expected`);
  return number;
}
