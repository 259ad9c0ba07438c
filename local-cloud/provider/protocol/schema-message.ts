import type { ProviderDefinition, Schema, SchemaBlock } from '../provider-definition';

/** Converts a provider's schema to the protocol's message. */
export function schemaMessage({ schema }: Pick<ProviderDefinition, 'schema'>) {
  return {
    provider: toMessage(schema.provider),
    resource_schemas: mapValues(schema.resource_schemas, toMessage),
    data_source_schemas: mapValues(schema.data_source_schemas, toMessage),
  };
}

function toMessage({ version, block }: Schema) {
  return { version, block: blockMessage(block) };
}

function blockMessage({ attributes = {}, block_types = {} }: SchemaBlock): object {
  return {
    attributes: Object.entries(attributes).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
    })),
    block_types: Object.entries(block_types).map(([type_name, { block, nesting_mode, min_items, max_items }]) => ({
      type_name,
      block: blockMessage(block),
      nesting: nesting_mode.toUpperCase(),
      min_items: min_items ?? 0,
      max_items: max_items ?? 0,
    })),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
