import { type Behaviour, type SchemaBlock, type SchemaBlockType, unknown, type Values } from '../provider-definition';
import { isSame, isZero } from './equality';

interface Filling {
  readonly block: SchemaBlock;
  readonly defaults: Behaviour['defaults'];
  /** Blocks that the provider computes where none is configured. */
  readonly computedBlocks: readonly string[];
  /** Goes before an attribute's name in `defaults`. */
  readonly prefix: string;
}

/**
 * Completes what is configured: defaults where nothing is set, prior values of what the provider computes, and `unknown`
 * where it is to compute something new.
 */
export function fillBlock(filling: Filling, prior: Values | undefined, config: Values): Values {
  const { block, defaults, computedBlocks, prefix } = filling;
  const attributes = Object.entries(block.attributes ?? {}).map(([name, { type, computed }]) => {
    const [given, byDefault, before] = [config[name], defaults[`${prefix}${name}`], prior?.[name]];
    if (given !== null && given !== undefined) return [name, isOpen(type, given) ? unknown : given];
    // An empty text is like none.
    if (byDefault !== undefined) return [name, byDefault === '' ? before || null : byDefault];
    if (computed) return [name, prior === undefined ? unknown : before];
    // A cloud tells `false` and 0 of what was never set.
    return [name, isZero(before) ? before : null];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, type]) => {
    const given = config[name];
    if (computedBlocks.includes(name) && listOf(given).length === 0) return [name, prior?.[name] ?? unknown];
    const inner = { block: type.block, defaults, computedBlocks: [], prefix: `${prefix}${name}.` };
    return [name, fillNested(type, inner, prior?.[name], given)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

/** Sets and maps are not known as long as one of their items is not. */
function isOpen(type: unknown, value: unknown): boolean {
  const kind = Array.isArray(type) ? type[0] : type;
  if ((kind !== 'set' && kind !== 'map') || typeof value !== 'object' || value === null) return false;
  return Object.values(value).includes(unknown);
}

function fillNested({ nesting_mode }: SchemaBlockType, filling: Filling, prior: unknown, config: unknown): unknown {
  if (config === unknown || config === null || config === undefined) return config;
  if (!Array.isArray(config)) return fillBlock(filling, (prior ?? undefined) as Values | undefined, config as Values);
  const before = (Array.isArray(prior) ? prior : []) as readonly Values[];
  if (nesting_mode !== 'set') return config.map((item, index) => fillBlock(filling, before[index], item));
  const left = [...before];
  return config.map((item) => {
    const filled = fillBlock(filling, undefined, item);
    const found = left.findIndex((candidate) => continues(filling.block, candidate, filled));
    return found < 0 ? filled : fillBlock(filling, left.splice(found, 1)[0], item);
  });
}

/** Whether an item of a set is one that was there before: they have no names, only what is configured of them. */
function continues({ attributes = {}, block_types = {} }: SchemaBlock, prior: Values, filled: Values): boolean {
  const sameAttributes = Object.entries(attributes).every(([name, { type, computed }]) => {
    const [before, after] = [prior[name], filled[name]];
    if (computed && after === unknown) return true;
    return isSame(type, before, after) || (after === null && isZero(before));
  });
  return (
    sameAttributes && Object.entries(block_types).every(([name, type]) => sameItems(type, prior[name], filled[name]))
  );
}

function sameItems({ nesting_mode, block }: SchemaBlockType, prior: unknown, filled: unknown): boolean {
  if (filled === unknown) return false;
  const [before, after] = [listOf(prior), listOf(filled)];
  if (before.length !== after.length) return false;
  if (nesting_mode !== 'set') return after.every((item, index) => continues(block, before[index] ?? {}, item));
  return after.every((item) => before.some((candidate) => continues(block, candidate, item)));
}

function listOf(blocks: unknown): readonly Values[] {
  if (blocks === null || blocks === undefined || blocks === unknown) return [];
  return Array.isArray(blocks) ? blocks : [blocks as Values];
}
