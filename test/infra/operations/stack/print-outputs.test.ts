import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { printOutputs } from '../../../../infra/operations/stack/print-outputs';
import { parseState, type StateOutput } from '../../../../infra/operations/stack/terraform-state';
import { hasTerraform, terraform as runTerraform } from '../../../support/terraform';

function watch() {
  const print = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => print.mockRestore());
  const terraform = vi.fn(async () => ({ code: 0, interrupted: 'no' as const }));
  return { print, terraform };
}

describe('Outputs', () => {
  // platform: output-format
  it.skipIf(!hasTerraform)('that are texts are printed as Terraform does', async () => {
    const values = {
      url: 'https://a.example/?b=c&d',
      zone_2: '中国 +86',
      curl: "curl 'x'",
      Url: '',
      a_b: 'a',
      'a-b': 'b',
    };
    const output = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ output }));
    expect(await runTerraform(folder, ['apply', '-auto-approve'])).toMatchObject({ code: 0 });
    const { print, terraform } = watch();
    await printOutputs({ terraform }, parseState(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')));
    const printed = print.mock.calls.map(([text]) => `${text}\n`).join('');
    expect(printed).toBe((await runTerraform(folder, ['output'])).printed);
    expect(terraform).not.toHaveBeenCalled();
  });

  it.each<[string, Readonly<Record<string, StateOutput>>]>([
    ['a secret', { one: { value: 'a', sensitive: true }, two: { value: 'b' } }],
    ['a number', { one: { value: 1 } }],
    ['a list', { one: { value: ['a'] } }],
    ['quotation marks', { one: { value: '"a"' } }],
    ['lines', { one: { value: 'a\nb' } }],
    ['a backslash', { one: { value: '\\' } }],
    ['an expression as text', { one: { value: '$' + '{a}' } }],
    ['a directive as text', { one: { value: '%{a}' } }],
    ['none', {}],
  ])('are left to Terraform if there is %s', async (_, outputs) => {
    const { print, terraform } = watch();
    await printOutputs({ terraform }, { outputs });
    expect(print).not.toHaveBeenCalled();
    expect(terraform.mock.calls).toEqual([['output']]);
  });
});
