import { variables } from '../../function/configuration/variables';
import type { EnvironmentSettings } from './environment-schema';

/** Where an environment's messages go: to the Chinese mainland or to other countries. Nothing else is allowed with one template. */
export type SmsDestination = 'mainland' | 'abroad';

/** Derives the destination of checked settings. */
export function smsDestination({ function: { variables: own = {} } }: EnvironmentSettings): SmsDestination {
  return variables.shape.ALLOWED_COUNTRY_CODES.parse(own.ALLOWED_COUNTRY_CODES).includes('86') ? 'mainland' : 'abroad';
}
