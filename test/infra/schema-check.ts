import tencentcloud from '../../infra/provider-tencentcloud/schema.json';
import random from '../../local-cloud/provider/random/schema.json';
import tls from '../../local-cloud/provider/tls/schema.json';
import type { Attributes, Synthesized } from '../support/synthesize';

type Type = string | readonly unknown[];

interface Attribute {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
}

interface BlockType {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, BlockType>>;
}

/** Arguments that Terraform itself handles, in every resource. */
const metaArguments = new Set(['//', 'lifecycle', 'depends_on', 'count', 'for_each', 'provider']);

/** Terraform's own resource, of which no provider has a schema. */
const terraformData = {
  block: {
    attributes: { input: { type: 'dynamic', optional: true }, triggers_replace: { type: 'dynamic', optional: true } },
  },
};

const resources = {
  terraform_data: terraformData,
  ...random.provider_schemas['registry.terraform.io/hashicorp/random'].resource_schemas,
  ...tls.provider_schemas['registry.terraform.io/hashicorp/tls'].resource_schemas,
  ...tencentcloud.provider_schemas['registry.terraform.io/tencentcloudstack/tencentcloud'].resource_schemas,
} as unknown as Readonly<Record<string, { readonly block: Block }>>;

/** Finds attributes that the provider would refuse: unknown, missing or read-only ones, and those of a wrong type. */
export function schemaProblems({ resource }: Pick<Synthesized, 'resource'>): string[] {
  return Object.entries(resource).flatMap(([type, byName]) => {
    const schema = resources[type];
    if (schema === undefined) return [`${type}: unknown`];
    return Object.values(byName).flatMap((attributes) => {
      const own = Object.entries(attributes).filter(([name]) => !metaArguments.has(name));
      return blockProblems(type, Object.fromEntries(own), schema.block);
    });
  });
}

function blockProblems(path: string, values: Attributes, { attributes = {}, block_types = {} }: Block): string[] {
  const problems = Object.entries(values).flatMap(([name, value]) => {
    const [attribute, blockType] = [attributes[name], block_types[name]];
    const at = `${path}.${name}`;
    if (attribute !== undefined) {
      if (!attribute.required && !attribute.optional) return [`${at}: only the provider sets it`];
      return fits(value, attribute.type) ? [] : [`${at}: not ${JSON.stringify(attribute.type)}`];
    }
    if (blockType === undefined) return [`${at}: unknown`];
    const blocks = (Array.isArray(value) ? value : [value]) as readonly Attributes[];
    const tooMany = blocks.length > (blockType.max_items ?? Number.POSITIVE_INFINITY) ? [`${at}: too many`] : [];
    return [...tooMany, ...blocks.flatMap((block) => blockProblems(at, block, blockType.block))];
  });
  const required = [
    ...Object.entries(attributes).filter(([, { required }]) => required),
    ...Object.entries(block_types).filter(([, { min_items = 0 }]) => min_items > 0),
  ];
  const missing = required.filter(([name]) => !(name in values)).map(([name]) => `${path}.${name}: missing`);
  return [...problems, ...missing];
}

/** Whether a value has a type. An expression has every type, since Terraform evaluates it later. */
function fits(value: unknown, type: Type): boolean {
  if (typeof value === 'string' && value.includes('${')) return true;
  if (type === 'dynamic') return true;
  if (typeof type === 'string') return typeof value === (type === 'bool' ? 'boolean' : type);
  const [kind, inner] = type as readonly [string, Type];
  if (kind === 'map') return isObject(value) && Object.values(value).every((item) => fits(item, inner));
  if (kind === 'list' || kind === 'set') return Array.isArray(value) && value.every((item) => fits(item, inner));
  throw new Error(`the type ${kind} is not supported by this check`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
