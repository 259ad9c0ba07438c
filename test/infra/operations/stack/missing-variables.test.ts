import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingVariables } from '../../../../infra/operations/stack/missing-variables';

describe('Missing variables', () => {
  let folder: string;
  const common = { isSensitive: false, declaration: {} };
  const variables = [
    { name: 'sms_sign', description: 'Content of the signature.', isRequired: true, ...common },
    { name: 'sms_sdkappid', description: 'SDKAppID, such as 1400006666.', isRequired: true, ...common },
    { name: 'captcha_appid', description: 'CaptchaAppId.', isRequired: false, ...common },
  ];
  const missing = (options: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    missingVariables({ folder, variables }, options, env).map(({ name }) => name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'variables-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are named, with what they are and how to set them', () => {
    expect(missingVariables({ folder, variables }, [], {})).toEqual([
      { name: 'sms_sign', remedy: 'export TF_VAR_sms_sign=… (Content of the signature)' },
      { name: 'sms_sdkappid', remedy: 'export TF_VAR_sms_sdkappid=… (SDKAppID, such as 1400006666)' },
    ]);
  });

  it('are those that neither the process environment nor an option sets', () => {
    expect(missing([], { TF_VAR_sms_sign: 'Test', TF_VAR_sms_sdkappid: '' })).toEqual(['sms_sdkappid']);
    expect(missing(['-var=sms_sdkappid=1', '-target=x'])).toEqual(['sms_sign']);
  });

  it.each([
    ['values.tfvars', '# sms_sdkappid = 1\n  sms_sign = "Test"\n', '-var-file'],
    ['values.tfvars.json', '{"sms_sign": "Test"}', '-var-file'],
    ['terraform.tfvars', 'sms_sign="Test"', ''],
    ['more.auto.tfvars.json', '{\n"sms_sign":"Test" }', ''],
  ])('are not those of a file %s', async (name, text, option) => {
    await writeFile(join(folder, name), text);
    expect(missing(option ? [`${option}=${join(folder, name)}`] : [])).toEqual(['sms_sdkappid']);
  });

  it('are all reported if a file does not exist', () => {
    expect(missing([`-var-file=${join(folder, 'none')}`])).toEqual(['sms_sign', 'sms_sdkappid']);
  });
});
