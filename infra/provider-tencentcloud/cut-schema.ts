/** The output of `terraform providers schema -json`: only what is used here. */
export interface ProviderSchemas {
  readonly format_version: string;
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas?: Readonly<Record<string, Schema>>;
  readonly data_source_schemas?: Readonly<Record<string, Schema>>;
}

interface Schema {
  readonly version: number;
  readonly block: Block;
}

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Attribute {
  readonly description?: string;
  readonly description_kind?: string;
}

/** Selects a part of a provider's schema, as provider.json does. */
export interface SchemaSelection {
  readonly source: string;
  readonly version: string;
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/**
 * Cuts a provider's schema down to the selected resources and data sources. Descriptions are removed, and names are sorted, so
 * that the result changes only if the provider does.
 *
 * @throws {Error} with the resources and data sources that the provider does not have
 */
export function cutSchema(schemas: ProviderSchemas, selection: SchemaSelection): object {
  const name = `registry.terraform.io/${selection.source}`;
  const schema = schemas.provider_schemas[name];
  if (schema === undefined) throw new Error(`Terraform returned no schema for the provider ${name}`);
  return {
    format_version: schemas.format_version,
    provider_schemas: {
      [name]: {
        provider: withoutDescriptions(schema.provider),
        resource_schemas: selectSchemas(schema.resource_schemas ?? {}, selection.resources),
        data_source_schemas: selectSchemas(schema.data_source_schemas ?? {}, selection.dataSources),
      },
    },
    provider_versions: { [name]: selection.version },
  };
}

function selectSchemas(schemas: Readonly<Record<string, Schema>>, names: readonly string[]): Record<string, Schema> {
  const missing = names.filter((name) => schemas[name] === undefined);
  if (missing.length > 0) throw new Error(`the provider does not have ${missing.join(', ')}`);
  return Object.fromEntries([...names].sort().map((name) => [name, withoutDescriptions(schemas[name] as Schema)]));
}

function withoutDescriptions({ version, block }: Schema): Schema {
  return { version, block: blockWithoutDescriptions(block) };
}

/** Removes the descriptions of attributes. Attributes that are named `description` stay. */
function blockWithoutDescriptions({ attributes = {}, block_types = {} }: Block): Block {
  return {
    ...(Object.keys(attributes).length > 0 && { attributes: mapSorted(attributes, attributeWithoutDescription) }),
    ...(Object.keys(block_types).length > 0 && {
      block_types: mapSorted(block_types, (type) => ({ ...type, block: blockWithoutDescriptions(type.block) })),
    }),
  };
}

function attributeWithoutDescription<T extends Attribute>({
  description: _,
  description_kind: __,
  ...rest
}: T): object {
  return rest;
}

function mapSorted<T, U>(record: Readonly<Record<string, T>>, transform: (value: T) => U): Record<string, U> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, transform(value)]));
}
