/**
 * Values of a resource, a data source or a provider, by attribute. What is not set is `null` or absent; blocks are lists of
 * values of their own, sets are lists in any order, maps are objects, numbers are numbers.
 */
export type Values = Readonly<Record<string, unknown>>;

/** In place of a value that is not known before apply; only `validate` gets to see it. */
export const unknown: unique symbol = Symbol('known after apply');

/** Something that Terraform shows its user. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** One line. */
  readonly summary: string;
  readonly detail?: string;
  /** The attribute it is about: names, and positions in lists. */
  readonly path?: readonly (string | number)[];
}

/**
 * How a kind of resource is made, read, changed and taken away. Each may throw a `CloudError`, which Terraform's user sees
 * as the real provider tells it, or anything else that is a defect.
 */
export interface ResourceType {
  /** What is wrong with a configuration, told without the cloud. */
  readonly validate?: (config: Values) => readonly Diagnostic[];
  /** @returns all values, `id` and everything computed included */
  readonly create: (planned: Values) => Promise<Values>;
  /** @returns the values as the cloud has them; `undefined` where it is gone */
  readonly read: (state: Values) => Promise<Values | undefined>;
  /** @returns all values. @default everything that changes is made anew */
  readonly update?: (planned: Values, prior: Values) => Promise<Values>;
  readonly delete: (state: Values) => Promise<void>;
  /** API's parameter that an error is about -> attribute, for errors to point at. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Something that is only read. */
export interface DataSourceType {
  /** @returns all values, `id` included */
  readonly read: (config: Values) => Promise<Values>;
}

/** A block of a schema, as `terraform providers schema -json` prints it. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, SchemaBlockType>>;
}

export interface SchemaAttribute {
  /** `"string"`, `["map", "string"]`, `["list", ["object", { … }]]` … */
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export interface SchemaBlockType {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: SchemaBlock;
}

export interface Schema {
  readonly version: number;
  readonly block: SchemaBlock;
}

/** What the schema does not tell. */
export interface Behaviour {
  /** Values of optional attributes that are not set; `block.attribute` for those in a block. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Attributes that cannot change in place. */
  readonly force_new: readonly string[];
  /** Blocks that are computed where none is configured. @default - none */
  readonly computed_blocks?: readonly string[];
  readonly importable: boolean;
}

/** A provider, as Terraform sees it. */
export interface ProviderDefinition {
  /** Such as `registry.terraform.io/tencentcloudstack/tencentcloud`. */
  readonly address: string;
  readonly schema: {
    readonly provider: Schema;
    readonly resource_schemas: Readonly<Record<string, Schema>>;
    readonly data_source_schemas: Readonly<Record<string, Schema>>;
  };
  readonly behaviour: Readonly<Record<string, Behaviour>>;
  /** Takes the provider's configuration, and says what is wrong with it. */
  readonly configure: (config: Values) => Promise<readonly Diagnostic[]>;
  /** Kinds of resources; one of the schema that is not here cannot be made. */
  readonly resources: Readonly<Record<string, ResourceType>>;
  readonly dataSources: Readonly<Record<string, DataSourceType>>;
}

/** A provider that is running. */
export interface RunningProvider {
  /** As in the definition. */
  readonly address: string;
  /** Path of the socket. */
  readonly socket: string;
  /** What `TF_REATTACH_PROVIDERS` has under the provider's address. */
  readonly reattach: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Something was made before it failed: Terraform keeps it in the state, as something to be made anew. */
export class PartialError extends Error {
  override readonly name = 'PartialError';

  constructor(
    readonly values: Values,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
