import { decode, ExtData, encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { readValues, writeValues } from '../../../local-cloud/provider/protocol/wire-value';
import { type SchemaBlock, unknown, type Values } from '../../../local-cloud/provider/provider-definition';

const optional = (type: unknown) => ({ type, optional: true });
const inner = { attributes: { port: optional('number') } };
const block: SchemaBlock = {
  attributes: {
    name: optional('string'),
    size: optional('number'),
    groups: optional(['set', 'string']),
    tags: optional(['map', 'string']),
    nodes: optional(['list', ['object', { name: 'string', main: 'bool' }]]),
  },
  block_types: {
    rule: { nesting_mode: 'list', block: inner },
    label: { nesting_mode: 'set', block: inner },
    timeouts: { nesting_mode: 'single', block: inner },
  },
};
const nothing = { name: null, size: null, groups: null, tags: null, nodes: null, rule: [], label: [], timeouts: null };

const onWire = (values: Values | undefined) => decode(writeValues(block, values).msgpack ?? new Uint8Array());
const read = (raw: unknown) => readValues(block, { msgpack: encode(raw) });

describe('An encoded value', () => {
  it('has null for unset attributes, and empty lists for absent blocks', () => {
    expect(onWire({})).toEqual(nothing);
    expect(onWire({ rule: [{}], nodes: [{ name: 'a' }] })).toEqual({
      ...nothing,
      rule: [{ port: null }],
      nodes: [{ name: 'a', main: null }],
    });
  });

  it('is null if there is no resource', () => {
    expect(onWire(undefined)).toBeNull();
    expect(read(null)).toBeUndefined();
    expect(readValues(block, { json: Buffer.from('null') })).toBeUndefined();
  });

  it('has no attributes that are not in the schema', () => {
    expect(onWire({ name: 'a', nickname: 'b' })).toEqual({ ...nothing, name: 'a' });
  });

  it('is decoded unchanged', () => {
    const values = {
      name: 'a',
      size: 2 ** 40,
      groups: ['x', 'y'],
      tags: { colour: 'red' },
      nodes: [{ name: 'n', main: true }],
      rule: [{ port: 0.5 }, { port: null }],
      label: [{ port: -1 }],
      timeouts: { port: 1 },
    };
    expect(readValues(block, writeValues(block, values))).toEqual(values);
  });

  it.each([0, 12])('can be unknown, as extension type %i', (type) => {
    const extension = new ExtData(type, new Uint8Array(1));
    const { name, tags, groups, rule } =
      read({ name: extension, tags: { a: extension }, groups: ['x', extension], rule: extension }) ?? {};
    expect([name, tags, groups, rule]).toEqual([unknown, { a: unknown }, ['x', unknown], unknown]);
  });

  it('is the extension type 0 without data if it is unknown', () => {
    const { msgpack } = writeValues({ attributes: { a: optional('string') } }, { a: unknown });
    expect(Buffer.from(msgpack ?? []).toString('hex')).toBe('81a161d40000');
  });

  it('can have numbers as text', () => {
    expect(read({ size: '1099511627776' })?.size).toBe(2 ** 40);
    expect(read({ size: '0.1' })?.size).toBe(0.1);
  });

  it('is refused if a number is NaN', () => {
    expect(() => onWire({ size: Number.NaN })).toThrow('found NaN; a number is expected');
  });

  it('can also be decoded from the JSON of a state', () => {
    const json = Buffer.from(JSON.stringify({ name: 'a', rule: [{ port: 80 }], forgotten: true }));
    expect(readValues(block, { json })).toEqual({ ...nothing, name: 'a', rule: [{ port: 80 }] });
  });
});
