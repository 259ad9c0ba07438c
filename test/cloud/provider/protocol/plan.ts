import { type Behaviour, type ResourceType, type SchemaBlock, unknown, type Values } from '../provider-definition';
import { isSame, isSameBlock } from './equality';

export interface PlanInput {
  readonly block: SchemaBlock;
  readonly behaviour: Behaviour;
  readonly resource: Pick<ResourceType, 'update'>;
  /** Absent: the resource is to be made. */
  readonly prior: Values | undefined;
  /** The configuration, with prior values of what the provider computes. */
  readonly proposed: Values;
  readonly config: Values;
}

export interface Plan {
  readonly planned: Values;
  /** Attributes and blocks for whose sake the resource has to be made anew. */
  readonly replacedFor: readonly string[];
}

/** Plans a change as providers on Terraform's SDK do. */
export function planChange({ block, behaviour, resource, prior, proposed, config }: PlanInput): Plan {
  const filled = fill(block, behaviour, '', prior, proposed, config);
  if (prior === undefined) return { planned: filled, replacedFor: [] };

  const changed: string[] = [];
  const planned: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(block.attributes ?? {})) {
    const same = isSame(type, prior[name], filled[name]);
    planned[name] = same ? prior[name] : filled[name];
    if (!same) changed.push(name);
  }
  for (const [name, { block: inner, nesting_mode }] of Object.entries(block.block_types ?? {})) {
    const same = isSameBlock(inner, nesting_mode, prior[name], filled[name]);
    planned[name] = same ? prior[name] : filled[name];
    if (!same) changed.push(name);
  }
  const isFixed = (name: string) => resource.update === undefined || behaviour.force_new.includes(name);
  return { planned, replacedFor: changed.filter(isFixed) };
}

/** Puts defaults where nothing is configured, and `unknown` where the provider is to compute something new. */
function fill(
  block: SchemaBlock,
  behaviour: Behaviour,
  prefix: string,
  prior: Values | undefined,
  proposed: Values,
  config: Values,
): Values {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, { computed }]) => {
    if (isSet(config[name])) return [name, proposed[name]];
    if (computed) return [name, prior === undefined ? unknown : proposed[name]];
    const byDefault = behaviour.defaults[`${prefix}${name}`];
    return [name, byDefault ?? proposed[name]];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, { block: inner }]) => {
    const [items, given, before] = [proposed[name], config[name], prior?.[name]];
    if (!Array.isArray(items)) return [name, items];
    const filled = items.map((item, index) =>
      fill(inner, behaviour, `${prefix}${name}.`, itemOf(before, index), item, itemOf(given, index) ?? item),
    );
    return [name, filled];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

const isSet = (value: unknown) => value !== null && value !== undefined;

const itemOf = (blocks: unknown, index: number): Values | undefined =>
  Array.isArray(blocks) ? (blocks[index] as Values | undefined) : undefined;
