import { type Behaviour, type SchemaBlock, type SchemaBlockType, unknown, type Values } from '../provider-definition';
import { isSame, isZero } from './equality';

/** A block, and what its schema does not say about its values. */
interface BlockRules {
  readonly block: SchemaBlock;
  readonly defaults: Behaviour['defaults'];
  /** Nested blocks that the provider computes if none is configured. */
  readonly computedBlocks: readonly string[];
  /** Prefix of the block's attributes in `defaults`, such as `rule.`. */
  readonly prefix: string;
}

/**
 * Plans the values of a block: the configured values, defaults for those that are not set, prior values of computed
 * attributes, and `unknown` for computed attributes that have no value yet.
 */
export function planBlock(rules: BlockRules, prior: Values | undefined, config: Values): Values {
  const { block, defaults, computedBlocks, prefix } = rules;
  const attributes = Object.entries(block.attributes ?? {}).map(([name, { type, computed }]) => {
    const [configured, byDefault, before] = [config[name], defaults[`${prefix}${name}`], prior?.[name]];
    if (configured !== null && configured !== undefined) {
      return [name, isPartlyUnknown(type, configured, computed) ? unknown : configured];
    }
    // An empty string as a default means that there is none.
    if (byDefault !== undefined) return [name, byDefault === '' ? before || null : byDefault];
    if (computed) return [name, prior === undefined ? unknown : before];
    // The cloud returns `false` or 0 for an attribute that was never set: that is no change.
    return [name, isZero(before) ? before : null];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, type]) => {
    const configured = config[name];
    if (computedBlocks.includes(name) && toList(configured).length === 0) return [name, prior?.[name] ?? unknown];
    const inner = { block: type.block, defaults, computedBlocks: [], prefix: `${prefix}${name}.` };
    return [name, planNested(type, inner, prior?.[name], configured)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

/** Whether a value is a set, a map or a computed list with an unknown item, which makes the whole collection unknown. */
function isPartlyUnknown(type: unknown, value: unknown, computed = false): boolean {
  const kind = Array.isArray(type) ? type[0] : type;
  const isWhole = kind === 'set' || kind === 'map' || (kind === 'list' && computed);
  if (!isWhole || typeof value !== 'object' || value === null) return false;
  return Object.values(value).includes(unknown);
}

function planNested({ nesting_mode }: SchemaBlockType, rules: BlockRules, prior: unknown, config: unknown): unknown {
  if (config === unknown || config === null || config === undefined) return config;
  if (!Array.isArray(config)) return planBlock(rules, (prior ?? undefined) as Values | undefined, config as Values);
  const before = (Array.isArray(prior) ? prior : []) as readonly Values[];
  if (nesting_mode !== 'set') return config.map((item, index) => planBlock(rules, before[index], item));
  const left = [...before];
  return config.map((item) => {
    const planned = planBlock(rules, undefined, item);
    const found = left.findIndex((candidate) => matchesPrior(rules.block, candidate, planned));
    return found < 0 ? planned : planBlock(rules, left.splice(found, 1)[0], item);
  });
}

/** Whether a planned item of a set corresponds to a prior item. Set items have no keys, so they are matched by their configured attributes. */
function matchesPrior({ attributes = {}, block_types = {} }: SchemaBlock, prior: Values, planned: Values): boolean {
  const sameAttributes = Object.entries(attributes).every(([name, { type, computed }]) => {
    const [before, after] = [prior[name], planned[name]];
    if (computed && after === unknown) return true;
    return isSame(type, before, after) || (after === null && isZero(before));
  });
  return (
    sameAttributes &&
    Object.entries(block_types).every(([name, type]) => haveSameItems(type, prior[name], planned[name]))
  );
}

function haveSameItems({ nesting_mode, block }: SchemaBlockType, prior: unknown, planned: unknown): boolean {
  if (planned === unknown) return false;
  const [before, after] = [toList(prior), toList(planned)];
  if (before.length !== after.length) return false;
  if (nesting_mode !== 'set') return after.every((item, index) => matchesPrior(block, before[index] ?? {}, item));
  return after.every((item) => before.some((candidate) => matchesPrior(block, candidate, item)));
}

function toList(blocks: unknown): readonly Values[] {
  if (blocks === null || blocks === undefined || blocks === unknown) return [];
  return Array.isArray(blocks) ? blocks : [blocks as Values];
}
