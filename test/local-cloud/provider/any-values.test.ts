import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import tencentcloud from '../../../infra/provider-tencentcloud/schema.json';
import { planChange } from '../../../local-cloud/provider/protocol/plan';
import { readValues, writeValues } from '../../../local-cloud/provider/protocol/wire-value';
import { type Schema, type SchemaBlock, unknown, type Values } from '../../../local-cloud/provider/provider-definition';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

const { resource_schemas } = tencentcloud.provider_schemas['registry.terraform.io/tencentcloudstack/tencentcloud'];
const schemas = resource_schemas as unknown as Readonly<Record<string, Schema>>;
const behaviour = { defaults: {}, force_new: [], importable: true };
const resource = { update: async (planned: Values) => planned };

/** The MessagePack decoder refuses the key `__proto__`. */
const mapKey = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');

/** Any known value of a type. */
function anyOf(type: unknown): fc.Arbitrary<unknown> {
  if (type === 'string') return fc.string({ unit: 'binary' });
  if (type === 'number') return fc.integer();
  if (type === 'bool') return fc.boolean();
  const [kind, inner] = type as readonly [string, unknown];
  if (kind === 'object') {
    return fc.record(Object.fromEntries(Object.entries(inner as object).map(([name, item]) => [name, anyOf(item)])));
  }
  if (kind === 'map') return fc.dictionary(mapKey, anyOf(inner));
  if (kind === 'set') return fc.uniqueArray(anyOf(inner), { maxLength: 3, selector: (item) => JSON.stringify(item) });
  return fc.array(anyOf(inner), { maxLength: 3 });
}

/** Any values of a block, with nested blocks two levels deep. */
function anyBlock({ attributes = {}, block_types = {} }: SchemaBlock, depth = 0): fc.Arbitrary<Values> {
  const own = Object.entries(attributes).map(([name, { type }]) => [name, fc.option(anyOf(type))] as const);
  const nested = Object.entries(block_types).map(([name, { block, nesting_mode }]) => {
    if (depth > 1) return [name, fc.constant(nesting_mode === 'single' ? null : [])] as const;
    const inner = anyBlock(block, depth + 1);
    return [name, nesting_mode === 'single' ? fc.option(inner) : fc.array(inner, { maxLength: 2 })] as const;
  });
  return fc.record(Object.fromEntries([...own, ...nested])) as fc.Arbitrary<Values>;
}

const anyResource = fc
  .constantFrom(...Object.keys(schemas))
  .chain((type) =>
    anyBlock(schemas[type]?.block ?? {}).map((values) => ({ block: schemas[type]?.block ?? {}, values })),
  );

describe('Any values of a resource', { timeout: propertyTimeout }, () => {
  it('are unchanged by encoding and decoding', () => {
    const property = fc.property(anyResource, ({ block, values }) => {
      expect(readValues(block, writeValues(block, values))).toEqual(values);
    });
    fc.assert(property, { numRuns: propertyRuns });
  });

  it('are planned without a change if they are configured unchanged', () => {
    const property = fc.property(anyResource, ({ block, values }) => {
      const { planned, replacedFor } = planChange({ block, behaviour, resource, prior: values, config: values });
      expect(planned).toEqual(values);
      expect(replacedFor).toEqual([]);
    });
    fc.assert(property, { numRuns: propertyRuns });
  });

  it('are all in the plan of a new resource', () => {
    const property = fc.property(anyResource, ({ block, values }) => {
      const { planned } = planChange({ block, behaviour, resource, prior: undefined, config: values });
      for (const [name, { computed }] of Object.entries(block.attributes ?? {})) {
        const unset = computed ? unknown : null;
        expect([name, planned[name] ?? null]).toEqual([name, values[name] ?? unset]);
      }
    });
    fc.assert(property, { numRuns: propertyRuns });
  });
});
