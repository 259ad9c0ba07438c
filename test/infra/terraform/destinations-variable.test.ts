import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVariables } from '../../../infra/operations/stack/variable-values';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { environment, resourceOf, synthesize } from '../../support/synthesize';
import { hasTerraform } from '../../support/terraform';

const sendingTo = (codes: string, changes: Partial<EnvironmentSettings> = {}): EnvironmentSettings => {
  const dev = environment('dev', changes);
  return { ...dev, function: { ...dev.function, variables: { ALLOWED_COUNTRY_CODES: codes } } };
};
const variablesOf = (settings: EnvironmentSettings) => synthesize(settings).variable;

describe('The Terraform variables of messages', () => {
  it('have destinations only for countries of smsDestinations', () => {
    expect(variablesOf(environment('dev'))).not.toHaveProperty('sms_destinations');
    expect(variablesOf(sendingTo('86,852', { smsDestinations: ['852'] }))).toHaveProperty('sms_destinations');
  });

  it('demand no signature if all messages go abroad, or have a destination', () => {
    const { sms_sign } = variablesOf(sendingTo('852,65'));
    expect(sms_sign).toMatchObject({ default: '', nullable: false });
    expect(variablesOf(sendingTo('86,852', { smsDestinations: ['86'] })).sms_sign).toMatchObject({ default: '' });
    expect(variablesOf(sendingTo('86,852', { smsDestinations: ['852'] })).sms_sign).not.toHaveProperty('default');
  });

  it('have neither default if each country has a destination', () => {
    const settings = sendingTo('86,852', { smsDestinations: ['86', '852'] });
    const names = Object.keys(variablesOf(settings));
    expect(names).not.toContain('sms_sign');
    expect(names).not.toContain('sms_template_id');
    const { environment: variables } = resourceOf(synthesize(settings), 'tencentcloud_scf_function');
    expect(variables).not.toContain('SMS_TEMPLATE_ID');
    expect(variables).not.toContain('SMS_SIGN');
    expect(variables).toContain('"SMS_DESTINATIONS" = jsonencode(local.named-destinations)');
  });
});

describe.skipIf(!hasTerraform)('sms_destinations', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stack-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function read(value: unknown) {
    const { sms_destinations: declaration = {} } = variablesOf(
      sendingTo('86,852,9', { smsDestinations: ['9', '86', '852'] }),
    );
    const variables = [
      { name: 'sms_destinations', declaration, description: '', isRequired: true, isSensitive: false },
    ];
    const env = terraformEnvironment({ TF_VAR_sms_destinations: JSON.stringify(value) });
    const { values, problems } = await readVariables({
      stack: { folder, variables },
      missing: [],
      planOptions: [],
      env,
    });
    return { value: JSON.parse(values.get('sms_destinations') ?? '{}'), problems };
  }
  const destinations = {
    '86': { template_id: '1110', sign: 'Test demo' },
    '852': { template_id: '1111' },
    '9': { template_id: '1112', sign: 'Demo', language: 'zh' },
  };

  it('has no signature and English messages by default', async () => {
    expect(await read(destinations)).toEqual({
      problems: [],
      value: {
        '86': { template_id: '1110', sign: 'Test demo', language: 'en' },
        '852': { template_id: '1111', sign: '', language: 'en' },
        '9': { template_id: '1112', sign: 'Demo', language: 'zh' },
      },
    });
  });

  it.each<[string, unknown, string]>([
    [
      'a missing country',
      { ...destinations, '9': undefined },
      'name the countries of smsDestinations and no others: 852, 86, 9.',
    ],
    [
      'another country',
      { ...destinations, '1': { template_id: '1' } },
      'name the countries of smsDestinations and no others: 852, 86, 9.',
    ],
    [
      'a template’s name',
      { ...destinations, '852': { template_id: 'x' } },
      'have for 852: as template_id the ID of an approved body template, digits only.',
    ],
    [
      'no signature for 86',
      { ...destinations, '86': { template_id: '1' } },
      'have for 86: as sign the content of an approved signature, 2 to 20 characters; only messages to other countries than 86 need none.',
    ],
    [
      'a long signature',
      { ...destinations, '9': { template_id: '1', sign: 'x'.repeat(21) } },
      'have for 9: as sign the content of an approved signature, 2 to 20 characters; only messages to other countries than 86 need none.',
    ],
    [
      'another language',
      { ...destinations, '9': { template_id: '1', language: 'fr' } },
      'have for 9: as language en or zh.',
    ],
  ])('is refused for %s', async (_, value, message) => {
    const { problems } = await read(value);
    expect(problems).toEqual([`sms_destinations has to ${message}`]);
  });
});
