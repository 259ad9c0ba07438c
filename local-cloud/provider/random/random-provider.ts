import { randomInt } from 'node:crypto';
import { type Diagnostic, type ProviderDefinition, unknown, type Values } from '../provider-definition';
import schema from './schema.json';

const address = 'registry.terraform.io/hashicorp/random';
const published = schema.provider_schemas[address] as unknown as ProviderDefinition['schema'];

/** Kinds of characters, and the attributes that allow and demand them. */
const kinds = [
  { allowed: 'lower', least: 'min_lower', characters: 'abcdefghijklmnopqrstuvwxyz' },
  { allowed: 'upper', least: 'min_upper', characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  { allowed: 'numeric', least: 'min_numeric', characters: '0123456789' },
  { allowed: 'special', least: 'min_special', characters: '!@#$%&*()-_=+[]{}<>:?' },
] as const;

/** `random_password` of HashiCorp's provider, the only resource of it that the stacks use. */
export function createRandomProvider(): ProviderDefinition {
  return {
    address,
    schema: published,
    behaviour: { random_password: { defaults, force_new: [], importable: false } },
    configure: async () => [],
    resources: {
      random_password: {
        validate,
        // The provider's hash is for files of passwords, which nobody writes here.
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
  const demanded = kinds.map((kind) => numberOf(config[kind.least])).reduce((sum, count) => sum + count);
  const least = Math.max(1, demanded);
  if (!Number.isInteger(length) || length < least) {
    const summary = `length has to be a whole number of ${least} or more, the sum of the minimums; found ${length}`;
    return [{ severity: 'error', summary, path: ['length'] }];
  }
  const isDemandKnown = kinds.every((kind) => config[kind.least] !== unknown);
  if (isDemandKnown && length > demanded && kinds.every((kind) => isOff(config, kind))) {
    const summary =
      'lower, upper, numeric and special are all false; set one to true, or minimums that fill the length';
    return [{ severity: 'error', summary, path: ['length'] }];
  }
  return [];
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Whether a kind is left out; `number` is the old name of `numeric`. */
const isOff = (values: Values, { allowed }: (typeof kinds)[number]) =>
  values[allowed] === false || (allowed === 'numeric' && values.number === false);

function makePassword(values: Values): string {
  const charactersOf = ({ allowed, characters }: (typeof kinds)[number]) =>
    (allowed === 'special' && (values.override_special as string | null)) || characters;
  const demanded = kinds.flatMap((kind) => pick(charactersOf(kind), numberOf(values[kind.least])));
  const all = kinds.flatMap((kind) => (isOff(values, kind) ? [] : [charactersOf(kind)])).join('');
  return shuffle([...demanded, ...pick(all, numberOf(values.length) - demanded.length)]).join('');
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
