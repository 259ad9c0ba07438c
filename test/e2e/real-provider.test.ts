import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { environment, synthesize } from '../infra/synthesize';
import { folderWithProviders, terraform, terraformEnvironment } from '../terraform/terraform';

/** Got once for all tests: the provider has 366 MB. */
const folder = folderWithProviders(synthesize(environment('demo')).terraform.required_providers);

/** Values for what an account has; planning what is new calls no API. */
const env = terraformEnvironment({
  TENCENTCLOUD_SECRET_ID: 'AKIDexample',
  TENCENTCLOUD_SECRET_KEY: 'example',
  TF_VAR_sms_sdkappid: '1400006666',
  TF_VAR_sms_sign: 'Test demo',
  TF_VAR_sms_template_id: '123456',
  TF_VAR_alarm_receiver_ids: '[100012345678]',
});

describe.skipIf(folder === undefined)('The real provider, where Terraform finds it', { timeout: 60_000 }, () => {
  const stackFolder = folder ?? '';
  afterAll(() => rm(stackFolder, { recursive: true }));

  const presets = ['demo', 'dev', 'staging', 'prod', 'pr-42'].map((name) => [name, environment(name)] as const);
  const gateway = ['demo behind API Gateway', environment('demo', { trigger: 'api-gateway' })] as const;

  it.each([...presets, gateway])('finds the stack of %s valid, and plans it', async (_, settings) => {
    await writeFile(join(stackFolder, 'cdk.tf.json'), JSON.stringify(synthesize(settings)));
    expect(await terraform(stackFolder, ['init', '-input=false', '-reconfigure'], env)).toMatchObject({ code: 0 });
    expect(await terraform(stackFolder, ['validate'], env)).toMatchObject({ code: 0 });
    const { printed } = await terraform(stackFolder, ['plan', '-input=false'], env);
    expect(printed).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    expect(printed).not.toContain('Warning');
  });
});
