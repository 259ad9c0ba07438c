/**
 * Values of a resource, a data source or a provider, by attribute. Unset attributes are `null` or absent. Nested blocks are
 * arrays of `Values`, lists and sets are arrays (a set in any order), and maps are objects.
 */
export type Values = Readonly<Record<string, unknown>>;

/** Stands for a value that is known only after apply. Of a resource's functions, only `validate` receives it. */
export const unknown: unique symbol = Symbol('known after apply');

/** An error or a warning that Terraform shows. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** One line. */
  readonly summary: string;
  readonly detail?: string;
  /** Path of the attribute: names, and indexes of list items. */
  readonly path?: readonly (string | number)[];
}

/**
 * Implements a resource type. A `CloudError` that a function throws is shown with the real provider's wording; any other
 * error is a defect.
 *
 * `create` and `update` get a signal, which is aborted when Terraform has ended or closed the connection. What the account has
 * begun goes on then, but the steps that the real provider takes after it has waited must not follow: it would have ended too.
 */
export interface ResourceType {
  /** Checks a configuration without the account. @returns what is wrong with it */
  readonly validate?: (config: Values) => readonly Diagnostic[];
  /** @returns all values, including `id` and the computed attributes */
  readonly create: (planned: Values, signal: AbortSignal) => Promise<Values>;
  /** @returns the values in the account; `undefined` if the resource does not exist any more */
  readonly read: (state: Values) => Promise<Values | undefined>;
  /** @returns all values. @default - every change forces replacement */
  readonly update?: (planned: Values, prior: Values, signal: AbortSignal) => Promise<Values>;
  readonly delete: (state: Values) => Promise<void>;
  /** API parameter -> attribute. The diagnostic of an error points at the attribute of its parameter. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Implements a data source. */
export interface DataSourceType {
  /** @returns all values, including `id` */
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

/** Behaviour of a resource type that its schema does not describe. platform: provider-behaviour, import-ids */
export interface Behaviour {
  /** Defaults of optional attributes; an attribute of a nested block has the key `block.attribute`. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Attributes and blocks whose change forces replacement. */
  readonly force_new: readonly string[];
  /** Nested blocks that are computed if none is configured. @default - none */
  readonly computed_blocks?: readonly string[];
  readonly importable: boolean;
}

/** A provider's schema and implementation. */
export interface ProviderDefinition {
  /** Such as `registry.terraform.io/tencentcloudstack/tencentcloud`. */
  readonly address: string;
  readonly schema: {
    readonly provider: Schema;
    readonly resource_schemas: Readonly<Record<string, Schema>>;
    readonly data_source_schemas: Readonly<Record<string, Schema>>;
  };
  readonly behaviour: Readonly<Record<string, Behaviour>>;
  /** Applies the provider's configuration. @returns what is wrong with it */
  readonly configure: (config: Values) => Promise<readonly Diagnostic[]>;
  /** Implemented resource types. The schema may have others, which are refused. */
  readonly resources: Readonly<Record<string, ResourceType>>;
  readonly dataSources: Readonly<Record<string, DataSourceType>>;
}

/** A provider that accepts connections. */
export interface RunningProvider {
  /** Address of the provider, as in its definition. */
  readonly address: string;
  /** Path of the socket. */
  readonly socket: string;
  /** The provider's entry in `TF_REATTACH_PROVIDERS`. platform: reattach-providers */
  readonly reattach: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** `create` failed after it had created something. Terraform keeps the resource in the state, and marks it as tainted. */
export class PartialError extends Error {
  override readonly name = 'PartialError';

  constructor(
    readonly values: Values,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
