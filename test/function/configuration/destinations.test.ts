import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../function/configuration/configuration';

const common = { CODE_STORE: 'memory', SMS_SDKAPPID: '1400006666' };
const defaults = { ...common, SMS_TEMPLATE_ID: '1110', SMS_SIGN: 'Test demo' };
const json = (value: unknown) => JSON.stringify(value);

/** Lines of the error, without the first one. */
function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  throw new Error('the configuration was accepted');
}

describe('The destinations of messages', () => {
  it('have a template, a signature if there is one, and a language, which is English by default', () => {
    const destinations = { 852: { templateId: '1111', sign: 'Demo', language: 'zh' }, 65: { templateId: '1112' } };
    const environment = { ...defaults, ALLOWED_COUNTRY_CODES: '86,852,65', SMS_DESTINATIONS: json(destinations) };
    expect(readConfiguration(environment).destinations).toEqual({
      '852': { templateId: '1111', sign: 'Demo', language: 'zh' },
      '65': { templateId: '1112', sign: '', language: 'en' },
    });
  });

  it.each([
    ['no JSON', '852:1111', 'JSON such as {"852":'],
    ['a list', '[]', 'an object such as {"852":'],
    ['a text', '"852"', 'an object such as {"852":'],
    ['null', 'null', 'an object such as {"852":'],
    ['a code with a plus', json({ '+852': { templateId: '1111' } }), 'country calling codes, which "+852" is not: {'],
    ['the name of a country', json({ HK: { templateId: '1111' } }), 'country calling codes, which "HK" is not: {'],
    ['a code of four digits', json({ 8520: { templateId: '1' } }), 'country calling codes, which "8520" is not: {'],
    ['no object', json({ 852: '1111' }), 'for 852: an object'],
    ['no template', json({ 852: {} }), 'for 852, as templateId: the ID of an approved body template in quotes'],
    [
      'a number',
      json({ 852: { templateId: 1111 } }),
      'for 852, as templateId: the ID of an approved body template in quotes',
    ],
    [
      'a name',
      json({ 852: { templateId: 'x' } }),
      'for 852, as templateId: the ID of an approved body template, digits only',
    ],
    [
      'no text as signature',
      json({ 852: { templateId: '1', sign: 1 } }),
      'for 852, as sign: the content of an approved signature',
    ],
    ['another language', json({ 852: { templateId: '1', language: 'fr' } }), 'for 852, as language: en or zh'],
    ['a misspelt field', json({ 852: { templateId: '1', lang: 'en' } }), 'for 852: templateId, sign and language only'],
    [
      'no signature for 86',
      json({ 86: { templateId: '1' } }),
      'for 86, as sign: an approved signature, which messages to +86 require',
    ],
    [
      'countries that are not allowed',
      json({ 65: { templateId: '1' }, 1: { templateId: '1' } }),
      'countries of ALLOWED_COUNTRY_CODES (86, 852), without 1, 65',
    ],
  ])('are refused for %s', (_, value, allowed) => {
    const problems = problemsOf({ ...defaults, ALLOWED_COUNTRY_CODES: '86,852', SMS_DESTINATIONS: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`  SMS_DESTINATIONS: found ${JSON.stringify(value)}; allowed: ${allowed}`);
  });

  // platform: sms-template-countries
  it('are missing if the default template would be for the Chinese mainland and for other countries', () => {
    const allowed =
      'templates for 852, 65 as well, or for 86: one template is for 86 or for other countries, and these would share it';
    const environment = { ...defaults, ALLOWED_COUNTRY_CODES: '86,852,65,1' };
    expect(problemsOf({ ...environment, SMS_DESTINATIONS: json({ 1: { templateId: '1111' } }) })[0]).toContain(
      `; allowed: ${allowed}`,
    );
    expect(problemsOf({ ...defaults, ALLOWED_COUNTRY_CODES: '852,86' })).toEqual([
      `  SMS_DESTINATIONS: not set; allowed: ${allowed.replace(', 65', '')}`,
    ]);
    // Printed messages have no templates.
    expect(readConfiguration({ ...environment, SMS_SENDER: 'console' }).destinations).toBeUndefined();
  });

  it.each([
    ['all others', { 852: { templateId: '1111' }, 65: { templateId: '1111' } }],
    ['86', { 86: { templateId: '1110', sign: 'Demo' } }],
    ['86 and some others', { 86: { templateId: '1110', sign: 'Demo' }, 65: { templateId: '1111' } }],
  ])('are complete with %s', (_, destinations) => {
    const environment = { ...defaults, ALLOWED_COUNTRY_CODES: '86,852,65', SMS_DESTINATIONS: json(destinations) };
    expect(Object.keys(readConfiguration(environment).destinations ?? {})).toEqual(Object.keys(destinations));
  });

  it('are all that is wrong if they cannot be read: nobody can tell whether a default template is missing', () => {
    expect(problemsOf({ ...common, SMS_DESTINATIONS: '852:1111' })).toEqual([
      expect.stringContaining('  SMS_DESTINATIONS: found "852:1111"'),
    ]);
  });

  it('take the place of the default template and signature if they name all countries', () => {
    const destinations = { 86: { templateId: '1110', sign: 'Demo' }, 852: { templateId: '1111' } };
    const environment = { ...common, ALLOWED_COUNTRY_CODES: '86,852', SMS_DESTINATIONS: json(destinations) };
    expect(readConfiguration(environment).tencentCloudSms).toMatchObject({ templateId: '', sign: '' });
    expect(problemsOf({ ...environment, ALLOWED_COUNTRY_CODES: '86,852,65' })).toEqual([
      expect.stringContaining('SMS_TEMPLATE_ID: not set'),
    ]);
    expect(problemsOf({ ...environment, SMS_DESTINATIONS: json({ 852: { templateId: '1111' } }) })).toEqual([
      expect.stringContaining('SMS_TEMPLATE_ID: not set'),
      expect.stringContaining('SMS_SIGN: not set'),
    ]);
  });
});
