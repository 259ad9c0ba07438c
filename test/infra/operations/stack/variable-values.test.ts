import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VariableDeclaration } from '../../../../infra/operations/stack/synthesized-stack';
import { readVariables } from '../../../../infra/operations/stack/variable-values';
import { terraformEnvironment } from '../../../../infra/operations/terraform-program';
import { hasTerraform } from '../../../support/terraform';

const digits = (name: string) => ({
  condition: `\${can(regex("^[0-9]+$", var.${name}))}`,
  error_message: `${name} has to have only digits.`,
});
const declarations: Readonly<Record<string, VariableDeclaration & { readonly type: string }>> = {
  id: { type: 'string', validation: [digits('id')] },
  sign: { type: 'string' },
  uids: { type: 'list(number)', default: [] },
  secret: { type: 'string', sensitive: true, default: '', validation: [digits('secret')] },
};
const variables = Object.entries(declarations).map(([name, declaration]) => ({
  name,
  declaration,
  description: '',
  isRequired: declaration.default === undefined,
  isSensitive: declaration.sensitive === true,
}));

describe.skipIf(!hasTerraform)('The variables of a stack', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function read(env: NodeJS.ProcessEnv, planOptions: readonly string[] = [], missing: readonly string[] = []) {
    const stack = { folder, variables };
    const { values, problems } = await readVariables({ stack, missing, planOptions, env: terraformEnvironment(env) });
    return { values: Object.fromEntries(values), problems };
  }
  const secret = { TF_VAR_secret: '1' };

  it('have the values that Terraform gives them, lists as JSON, and none if they are sensitive', async () => {
    const { values, problems } = await read({
      TF_VAR_id: '1',
      TF_VAR_sign: '测试 "x"',
      TF_VAR_uids: '[1, 2]',
      ...secret,
    });
    expect(values).toEqual({ id: '1', sign: '测试 "x"', uids: '[1,2]' });
    expect(problems).toEqual([]);
  });

  it('are taken from options before files before the process environment', async () => {
    const file = join(folder, 'values');
    await writeFile(`${file}.tfvars`, 'sign = "of a file"\nid = "3"\n');
    await writeFile(join(folder, 'terraform.tfvars'), 'sign = "first"\nid = "2"\n');
    const env = { TF_VAR_id: '1', TF_VAR_sign: 'of the environment', ...secret };
    expect((await read(env)).values).toMatchObject({ sign: 'first', id: '2' });
    await writeFile(join(folder, 'more.auto.tfvars'), 'sign = "automatic"\n');
    expect((await read(env)).values).toMatchObject({ sign: 'automatic', id: '2' });
    const options = [`-var-file=${file}.tfvars`, '-var=id=4', '-target=terraform_data.x'];
    expect((await read(env, options)).values).toMatchObject({ sign: 'of a file', id: '4' });
  });

  it('are refused with the messages of the stack, without their values, and do not hide others', async () => {
    const { values, problems } = await read({ TF_VAR_id: 'x', TF_VAR_sign: 'Test', TF_VAR_secret: 'hidden' });
    expect([...problems].sort()).toEqual(['id has to have only digits.', 'secret has to have only digits.']);
    expect(values).toMatchObject({ id: 'x', sign: 'Test' });
  });

  it.each(['abc', '[1', '["x"]'])('do not hide others if one is malformed: %s', async (uids) => {
    const others = { TF_VAR_id: 'x', TF_VAR_sign: 'Test', ...secret };
    for (const found of [await read({ ...others, TF_VAR_uids: uids }), await read(others, [`-var=uids=${uids}`])]) {
      expect(found.values).toEqual({ id: 'x', sign: 'Test' });
      expect([...found.problems].sort()).toEqual([
        'id has to have only digits.',
        expect.stringMatching(/^uids has no value of its type: /),
      ]);
    }
  });

  it('are read without those that have no value', async () => {
    expect(await read({ TF_VAR_id: '', TF_VAR_sign: 'Test', ...secret }, [], ['id'])).toEqual({
      values: { sign: 'Test', uids: '[]' },
      problems: [],
    });
  });

  it('are refused if an option names none, or no file', async () => {
    const env = { TF_VAR_id: '1', TF_VAR_sign: 'Test', ...secret };
    expect((await read(env, ['-var=sing=Test'])).problems).toEqual([
      expect.stringMatching(/^Value for undeclared variable: .*"sing"/),
    ]);
    expect((await read(env, ['-var-file=/none.tfvars'])).problems).toEqual([
      expect.stringMatching(/^Failed to read variables file: .*\/none\.tfvars/),
    ]);
  });

  it('are read without options that the process environment has for the stack', async () => {
    const env = {
      TF_VAR_id: '1',
      TF_VAR_sign: 'Test',
      TF_CLI_ARGS_plan: '-out=plan',
      TF_WORKSPACE: 'other',
      ...secret,
    };
    expect((await read(env)).problems).toEqual([]);
  });
});
