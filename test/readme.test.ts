import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variables } from '../function/configuration/variables';
import { english } from '../function/http/english';
import { root } from '../infra/function-bundle/build-options';

/** The cells of the README's tables, row by row. */
async function readRows(): Promise<string[][]> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('The README', () => {
  it('lists every variable of the function, in order, with its default', async () => {
    const listed = (await readRows()).flatMap(([name = '', byDefault = '']) => {
      const variable = /^`([A-Z]+_[A-Z_]+)`$/.exec(name)?.[1];
      return variable === undefined ? [] : [[variable, /^`([^`]*)`$/.exec(byDefault)?.[1]]];
    });
    const known = Object.entries(variables.shape).map(([name, schema]) => {
      const { def } = schema._zod as { readonly def: { readonly defaultValue?: unknown } };
      return [name, def.defaultValue];
    });
    expect(listed).toEqual(known);
  });

  it('lists every codeStr of the function', async () => {
    const listed = (await readRows()).flatMap(([name = '']) => name.match(/(?<=`)[A-Z][\w.]+(?=`)/g) ?? []);
    const told = Object.keys(english.codes).filter((codeStr) => codeStr !== 'SendRefused');
    for (const codeStr of [...told, 'InValidParam']) expect(listed).toContain(codeStr);
  });
});
