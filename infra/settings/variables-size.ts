import type { EnvironmentSettings } from './environment-schema';
import { smsCountries } from './sms-countries';

/** The platform's limit for the names and values of all variables of a function together, in bytes. platform: variables-limit */
export const variablesLimit = 4096;
/** What the stack's own variables need at most, without `CORS_ORIGINS` and `SMS_DESTINATIONS`: names, generated secrets, and values of the account. */
export const stackVariablesSize = 1600;

/** The longest values that the variables of a stack take for the messages to a country. */
const longestTemplate = { templateId: '9'.repeat(20) };
const longestDestination = { ...longestTemplate, sign: '名'.repeat(20), language: 'en' };

/** Returns the size of the variables that an environment's settings add to those of the stack, in bytes. */
export function settingsVariablesSize(settings: EnvironmentSettings): number {
  const {
    corsOrigins,
    function: { variables = {} },
  } = settings;
  const all = {
    ...variables,
    ...(corsOrigins.length > 0 && { CORS_ORIGINS: corsOrigins.join(',') }),
    ...longestDestinations(settings),
  };
  return Buffer.byteLength(Object.entries(all).flat().join(''));
}

function longestDestinations(settings: EnvironmentSettings): { readonly SMS_DESTINATIONS?: string } {
  const { named = [], international = [] } = smsCountries(settings) ?? {};
  if (named.length + international.length === 0) return {};
  const byCode = [
    ...named.map((code) => [code, longestDestination] as const),
    ...international.map((code) => [code, longestTemplate] as const),
  ];
  return { SMS_DESTINATIONS: JSON.stringify(Object.fromEntries(byCode)) };
}
