import { defaultCountries, mainland, sharingTemplate } from '../../function/configuration/destinations';
import { variables } from '../../function/configuration/variables';
import type { EnvironmentSettings } from './environment-schema';

/** Country calling codes of an environment, by what its messages to them have. */
export interface SmsCountries {
  /** All to which messages may be sent (`ALLOWED_COUNTRY_CODES`). */
  readonly allowed: readonly string[];
  /** Those of `smsDestinations`, whose template and signature the Terraform variable `sms_destinations` names. */
  readonly named: readonly string[];
  /** Those that have the template of `smsContent.internationalTemplateName`. */
  readonly international: readonly string[];
  /** All others, which have the default template and signature. */
  readonly byDefault: readonly string[];
}

/** Where messages go: to the Chinese mainland, to other countries, or to both. */
export type SmsDestination = 'mainland' | 'abroad' | 'both';

/** Returns the countries of an environment; `undefined` if its `ALLOWED_COUNTRY_CODES` are malformed. */
export function smsCountries(settings: EnvironmentSettings): SmsCountries | undefined {
  const { smsDestinations: named = [], smsContent, function: own } = settings;
  const codes = variables.shape.ALLOWED_COUNTRY_CODES.safeParse(own.variables?.ALLOWED_COUNTRY_CODES);
  if (!codes.success) return undefined;
  const allowed = [...new Set(codes.data)];
  const international = smsContent?.internationalTemplateName === undefined ? [] : sharingTemplate(allowed, named);
  return { allowed, named, international, byDefault: defaultCountries(allowed, [...named, ...international]) };
}

/** Returns where messages to these countries go. */
export function destinationOf(codes: readonly string[]): SmsDestination {
  if (!codes.includes(mainland)) return 'abroad';
  return codes.every((code) => code === mainland) ? 'mainland' : 'both';
}

/** Whether an environment sends its messages by the SMS API, and does not print them. */
export function sendsBySmsApi({ function: { variables: own = {} } }: EnvironmentSettings): boolean {
  return own.SMS_SENDER !== 'console';
}
