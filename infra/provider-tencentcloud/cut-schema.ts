/** What `terraform providers schema -json` prints, as far as it matters here. */
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
  readonly attributes?: Readonly<Record<string, Described>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Described {
  readonly description?: string;
  readonly description_kind?: string;
}

/** Which part of a provider is wanted; provider.json is one. */
export interface WantedSchema {
  readonly source: string;
  readonly version: string;
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/**
 * Cuts a provider's interface to what is wanted, without descriptions, in an order that does not change.
 *
 * @throws {Error} naming what the provider does not have
 */
export function cutSchema(schemas: ProviderSchemas, wanted: WantedSchema): object {
  const name = `registry.terraform.io/${wanted.source}`;
  const schema = schemas.provider_schemas[name];
  if (schema === undefined) throw new Error(`Terraform tells nothing of the provider ${name}`);
  return {
    format_version: schemas.format_version,
    provider_schemas: {
      [name]: {
        provider: bare(schema.provider),
        resource_schemas: pick(schema.resource_schemas ?? {}, wanted.resources),
        data_source_schemas: pick(schema.data_source_schemas ?? {}, wanted.dataSources),
      },
    },
    provider_versions: { [name]: wanted.version },
  };
}

function pick(schemas: Readonly<Record<string, Schema>>, names: readonly string[]): Record<string, Schema> {
  const missing = names.filter((name) => schemas[name] === undefined);
  if (missing.length > 0) throw new Error(`the provider does not have ${missing.join(', ')}`);
  return Object.fromEntries([...names].sort().map((name) => [name, bare(schemas[name] as Schema)]));
}

function bare({ version, block }: Schema): Schema {
  return { version, block: bareBlock(block) };
}

/** An attribute may itself be called `description`: only the texts about attributes go. */
function bareBlock({ attributes = {}, block_types = {} }: Block): Block {
  return {
    ...(Object.keys(attributes).length > 0 && { attributes: mapSorted(attributes, withoutDescription) }),
    ...(Object.keys(block_types).length > 0 && {
      block_types: mapSorted(block_types, (type) => ({ ...type, block: bareBlock(type.block) })),
    }),
  };
}

function withoutDescription<T extends Described>({ description: _, description_kind: __, ...rest }: T): object {
  return rest;
}

function mapSorted<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value)]));
}
