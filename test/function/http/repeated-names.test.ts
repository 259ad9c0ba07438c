import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeatedNames } from '../../../function/http/repeated-names';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import { startTrialService } from '../trial-service';

describe('The names that occur more than once in a JSON object', () => {
  it.each<[string, readonly string[]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"b":2,"a":1,"b":3,"a":4}', ['a', 'b']],
    ['{ "a" \n:\t1 , "a" : 2 }', ['a']],
    ['{"phone":1,"\\u0070hone":2}', ['phone']],
    ['{"\\u0070\\u0068one":1,"p\\u0068one":2}', ['phone']],
    ['{"a\\"":1,"a\\u0022":2}', ['a"']],
    ['{"a\\\\":1,"a":2,"a\\\\":3}', ['a\\']],
    ['{"":1,"":2}', ['']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    // Names in nested objects, and values that look like names.
    ['{"a":{"a":1,"a":2},"b":[{"a":3},{"a":4}]}', []],
    ['{"a":{"b":1},"b":{"a":1}}', []],
    ['{"a":"a","b":"a:","c":"\\"a\\":1"}', []],
    ['{"a":"{","b":"[{","a":"}"}', ['a']],
    ['{"a":[[[]]],"b":{},"b":{}}', ['b']],
    ['{"x":"\\\\\\"","a":1,"a":2}', ['a']],
    ['{}', []],
  ])('are found in %s', (text, expected) => {
    expect([...findRepeatedNames(text, JSON.parse(text))].sort()).toEqual(expected);
  });

  it('are exactly those that are there, in any JSON', { timeout: propertyTimeout }, () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'phone', '"', '\\', '{', ':'));
    const escaped = (text: string) =>
      `"${[...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;
    const entry = fc.tuple(name, fc.json(), fc.boolean());
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.constantFrom('', ' ', '\n\t'), (entries, space) => {
        const written = entries.map(
          ([key, value, isEscaped]) =>
            `${space}${isEscaped ? escaped(key) : JSON.stringify(key)}${space}:${space}${value}${space}`,
        );
        const names = entries.map(([key]) => key);
        const expected = names.filter((key, index) => names.indexOf(key) !== index);
        const json = `{${written.join()}}`;
        expect(findRepeatedNames(json, JSON.parse(json))).toEqual(new Set(expected));
      }),
      { numRuns: propertyRuns },
    );
  });
});

describe('A JSON body with a repeated field', () => {
  const post = (body: string) =>
    startTrialService().answer({ httpMethod: 'POST', headers: { 'content-type': 'application/json' }, body });

  it.each([
    ['phone', '{"method":"getSms","phone":"8618566246601","phone":"8618566246600"}'],
    ['phone', '{"method":"getSms","phone":"8618566246600","\\u0070hone":"8618566246600"}'],
    ['method', '{"method":"login","method":"getSms","phone":"8618566246600"}'],
    ['code', '{"method":"login","phone":"8618566246600","code":"000000","code":null}'],
  ])('is refused, as in a form: %s in %s', async (field, body) => {
    expect(await post(body)).toMatchObject({
      statusCode: 400,
      body: { codeStr: 'InValidParam', field, rule: 'repeated' },
    });
  });

  it('is accepted if only other names are repeated', async () => {
    const body = '{"method":"getSms","phone":"8618566246600","x":1,"x":{"phone":1,"phone":2}}';
    expect((await post(body)).body.codeStr).toBe('Ok');
  });
});
