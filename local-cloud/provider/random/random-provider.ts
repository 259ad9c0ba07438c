import { randomInt } from 'node:crypto';
import { type Diagnostic, type ProviderDefinition, unknown, type Values } from '../provider-definition';
import schema from './schema.json';

const address = 'registry.terraform.io/hashicorp/random';
const published = schema.provider_schemas[address] as unknown as ProviderDefinition['schema'];

/** Kinds of characters, and the attributes that allow them and set their minimum. */
const kinds = [
  { allowedBy: 'lower', minimumBy: 'min_lower', characters: 'abcdefghijklmnopqrstuvwxyz' },
  { allowedBy: 'upper', minimumBy: 'min_upper', characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  { allowedBy: 'numeric', minimumBy: 'min_numeric', characters: '0123456789' },
  { allowedBy: 'special', minimumBy: 'min_special', characters: '!@#$%&*()-_=+[]{}<>:?' },
] as const;

/** HashiCorp's provider `random`, with the resource type `random_password` only. platform: random-password */
export function createRandomProvider(): ProviderDefinition {
  return {
    address,
    schema: published,
    behaviour: { random_password: { defaults, force_new: [], importable: false } },
    configure: async () => [],
    resources: {
      random_password: {
        validate,
        // Nothing uses the real provider's bcrypt hash here.
        create: async (planned) => ({ ...planned, id: 'none', result: makePassword(planned), bcrypt_hash: '' }),
        read: async (state) => state,
        delete: async () => undefined,
      },
    },
    dataSources: {},
  };
}

const defaults: Values = {
  lower: true,
  upper: true,
  numeric: true,
  number: true,
  special: true,
  min_lower: 0,
  min_upper: 0,
  min_numeric: 0,
  min_special: 0,
};

function validate(config: Values): readonly Diagnostic[] {
  const { length } = config;
  if (typeof length !== 'number') return [];
  const required = kinds.map((kind) => numberOf(config[kind.minimumBy])).reduce((sum, count) => sum + count);
  const least = Math.max(1, required);
  if (!Number.isInteger(length) || length < least) {
    const summary = `length must be a whole number of at least ${least}, the sum of the minimums; found ${length}`;
    return [{ severity: 'error', summary, path: ['length'] }];
  }
  const areMinimumsKnown = kinds.every((kind) => config[kind.minimumBy] !== unknown);
  if (areMinimumsKnown && length > required && kinds.every((kind) => isExcluded(config, kind))) {
    const summary =
      'lower, upper, numeric and special are all false; set one to true, or minimums that fill the length';
    return [{ severity: 'error', summary, path: ['length'] }];
  }
  return [];
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Whether a kind of characters is excluded. `number` is the deprecated name of `numeric`. */
const isExcluded = (values: Values, { allowedBy }: (typeof kinds)[number]) =>
  values[allowedBy] === false || (allowedBy === 'numeric' && values.number === false);

function makePassword(values: Values): string {
  const charactersOf = ({ allowedBy, characters }: (typeof kinds)[number]) =>
    (allowedBy === 'special' && (values.override_special as string | null)) || characters;
  const required = kinds.flatMap((kind) => pick(charactersOf(kind), numberOf(values[kind.minimumBy])));
  const all = kinds.flatMap((kind) => (isExcluded(values, kind) ? [] : [charactersOf(kind)])).join('');
  return shuffle([...required, ...pick(all, numberOf(values.length) - required.length)]).join('');
}

function pick(characters: string, count: number): string[] {
  return Array.from({ length: count }, () => characters[randomInt(characters.length)] ?? '');
}

function shuffle(items: string[]): string[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [items[last], items[other]] = [items[other] ?? '', items[last] ?? ''];
  }
  return items;
}
