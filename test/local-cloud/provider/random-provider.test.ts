import { describe, expect, it } from 'vitest';
import { unknown, type Values } from '../../../local-cloud/provider/provider-definition';
import { createRandomProvider } from '../../../local-cloud/provider/random/random-provider';

const { resources, behaviour } = createRandomProvider();
const { random_password: password } = resources;
const defaults = behaviour.random_password?.defaults;

const make = async (config: Values) =>
  String((await password?.create({ ...defaults, ...config }, new AbortController().signal))?.result);
const problems = (config: Values) => password?.validate?.(config).map(({ path, summary }) => ({ path, summary }));

describe('A password', () => {
  it('has no digits if they are excluded, also by the deprecated name', async () => {
    expect(await make({ length: 200, number: false })).not.toMatch(/[0-9]/);
    expect(await make({ length: 200, numeric: false })).not.toMatch(/[0-9]/);
  });

  it('has the special characters of `override_special`, or the default ones', async () => {
    const onlySpecial = { length: 50, lower: false, upper: false, numeric: false };
    expect(await make({ ...onlySpecial, override_special: '_-' })).toMatch(/^[-_]{50}$/);
    expect(await make({ ...onlySpecial, override_special: '' })).toMatch(/^[^a-zA-Z0-9]{50}$/);
  });

  it('has no other characters if the minimums fill the length', async () => {
    expect((await make({ length: 4, min_numeric: 4 })).replace(/[0-9]/g, '')).toBe('');
  });

  it('is refused if the length is too short or not whole', () => {
    const wanted = (least: number, found: number) => [
      {
        path: ['length'],
        summary: `length must be a whole number of at least ${least}, the sum of the minimums; found ${found}`,
      },
    ];
    expect(problems({ length: 0 })).toEqual(wanted(1, 0));
    expect(problems({ length: 2.5 })).toEqual(wanted(1, 2.5));
    expect(problems({ length: 3, min_lower: 2, min_upper: 2 })).toEqual(wanted(4, 3));
    expect(problems({ length: 4, min_lower: 2, min_upper: 2 })).toEqual([]);
  });

  it('is refused if no characters are allowed to fill the length', async () => {
    const none = { length: 8, lower: false, upper: false, number: false, special: false };
    const summary =
      'lower, upper, numeric and special are all false; set one to true, or minimums that fill the length';
    expect(problems(none)).toEqual([{ path: ['length'], summary }]);
    expect(problems({ ...none, min_numeric: unknown })).toEqual([]);
    expect(problems({ ...none, min_numeric: 8 })).toEqual([]);
    expect(await make({ ...none, min_numeric: 8 })).toMatch(/^[0-9]{8}$/);
  });
});
