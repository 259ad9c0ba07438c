import { variables } from '../../function/configuration/variables';
import type { EnvironmentSettings } from './environment-schema';

/** Where an environment's messages go: to the Chinese mainland, to other countries, or to both. */
export type SmsDestination = 'mainland' | 'abroad' | 'both';

/** Returns where an environment's messages go, by its `ALLOWED_COUNTRY_CODES`; `undefined` if these are malformed. */
export function smsDestination({ function: { variables: own = {} } }: EnvironmentSettings): SmsDestination | undefined {
  const codes = variables.shape.ALLOWED_COUNTRY_CODES.safeParse(own.ALLOWED_COUNTRY_CODES);
  if (!codes.success) return undefined;
  if (!codes.data.includes('86')) return 'abroad';
  return codes.data.every((code) => code === '86') ? 'mainland' : 'both';
}
