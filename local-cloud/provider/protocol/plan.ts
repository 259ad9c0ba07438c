import type { Behaviour, ResourceType, SchemaBlock, Values } from '../provider-definition';
import { isSame, isSameBlock } from './equality';
import { planBlock } from './planned-values';

export interface PlanInput {
  readonly block: SchemaBlock;
  readonly behaviour: Behaviour;
  readonly resource: Pick<ResourceType, 'update'>;
  /** `undefined` if the resource is to be created. */
  readonly prior: Values | undefined;
  readonly config: Values;
}

export interface Plan {
  readonly planned: Values;
  /** Changed attributes and blocks that force replacement. */
  readonly replacedFor: readonly string[];
}

/** Plans a change as providers that use Terraform's SDK do. */
export function planChange({ block, behaviour, resource, prior, config }: PlanInput): Plan {
  const { defaults, computed_blocks: computedBlocks = [], force_new } = behaviour;
  const proposed = planBlock({ block, defaults, computedBlocks, prefix: '' }, prior, config);
  if (prior === undefined) return { planned: proposed, replacedFor: [] };

  const changed: string[] = [];
  const planned: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(block.attributes ?? {})) {
    const same = isSame(type, prior[name], proposed[name]);
    planned[name] = same ? prior[name] : proposed[name];
    if (!same) changed.push(name);
  }
  for (const [name, { block: inner, nesting_mode }] of Object.entries(block.block_types ?? {})) {
    const same = isSameBlock(inner, nesting_mode, prior[name], proposed[name]);
    planned[name] = same ? prior[name] : proposed[name];
    if (!same) changed.push(name);
  }
  const forcesReplacement = (name: string) => resource.update === undefined || force_new.includes(name);
  return { planned, replacedFor: changed.filter(forcesReplacement) };
}
