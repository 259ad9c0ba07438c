import { randomInt } from 'node:crypto';
import type { Diagnostic, ProviderDefinition, Values } from '../provider-definition';
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
    behaviour: { random_password: { defaults: {}, force_new: [], importable: false } },
    configure: async () => [],
    resources: {
      random_password: {
        validate,
        create: async (planned) => {
          const filled = { ...defaults, ...withoutUnset(planned) };
          // The provider's hash is for files of passwords, which nobody writes here.
          return { ...filled, id: 'none', result: makePassword(filled), bcrypt_hash: '' };
        },
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
  const least = kinds.reduce(
    (sum, kind) => sum + (typeof config[kind.least] === 'number' ? Number(config[kind.least]) : 0),
    0,
  );
  if (length >= Math.max(1, least)) return [];
  const summary = `length has to be ${Math.max(1, least)} or more, the sum of the minimums; found ${length}`;
  return [{ severity: 'error', summary, path: ['length'] }];
}

function makePassword(values: Values): string {
  const charactersOf = ({ allowed, characters }: (typeof kinds)[number]) =>
    allowed === 'special' && typeof values.override_special === 'string' ? values.override_special : characters;
  const demanded = kinds.flatMap((kind) => pick(charactersOf(kind), Number(values[kind.least])));
  const all = kinds.flatMap((kind) => (values[kind.allowed] ? [charactersOf(kind)] : [])).join('');
  return shuffle([...demanded, ...pick(all, Number(values.length) - demanded.length)]).join('');
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

function withoutUnset(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}
