import type { Behaviour, ResourceType, SchemaBlock, Values } from '../provider-definition';
import { isSame, isSameBlock } from './equality';
import { fillBlock } from './fill';

export interface PlanInput {
  readonly block: SchemaBlock;
  readonly behaviour: Behaviour;
  readonly resource: Pick<ResourceType, 'update'>;
  /** Absent: the resource is to be made. */
  readonly prior: Values | undefined;
  readonly config: Values;
}

export interface Plan {
  readonly planned: Values;
  /** Attributes and blocks for whose sake the resource has to be made anew. */
  readonly replacedFor: readonly string[];
}

/** Plans a change as providers on Terraform's SDK do. */
export function planChange({ block, behaviour, resource, prior, config }: PlanInput): Plan {
  const { defaults, computed_blocks: computedBlocks = [], force_new } = behaviour;
  const filled = fillBlock({ block, defaults, computedBlocks, prefix: '' }, prior, config);
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
  const isFixed = (name: string) => resource.update === undefined || force_new.includes(name);
  return { planned, replacedFor: changed.filter(isFixed) };
}
