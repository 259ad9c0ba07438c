import type { Variables } from '../../function/configuration/variables';

const generated = 'none, since Terraform generates it';

/**
 * The variables of the function that the stack sets itself. `function.variables` must not contain them, because they would
 * override what other settings say.
 *
 * Each value completes the error `found …; allowed: `, and names the setting to use instead.
 */
export const stackVariables: Readonly<Partial<Record<keyof Variables, string>>> = {
  CODE_STORE: 'none, use codeStore instead',
  REDIS_HOST: 'none, use codeStore instead',
  REDIS_PORT: 'none, use codeStore instead',
  REDIS_PASSWORD: 'none, since Terraform generates it, or has it from the Terraform variable redis_password',
  REDIS_KEY_PREFIX: 'none, use codeStore instead',
  CODE_SECRET: generated,
  SESSION_KEYS: 'none, use sessionKeys instead',
  SESSION_ISSUER: 'none, since it is the domain, or else the name of the stack',
  SESSION_AUDIENCE: 'none, use sessionAudience instead',
  SMS_SDKAPPID: 'none, use the Terraform variable sms_sdkappid instead',
  SMS_SIGN: 'none, use the Terraform variable sms_sign instead',
  SMS_TEMPLATE_ID: 'none, use smsContent or the Terraform variable sms_template_id instead',
  SMS_DESTINATIONS: 'none, use smsDestinations and the Terraform variable sms_destinations instead',
  TEST_NUMBERS: 'none, use the Terraform variable test_numbers instead',
  CAPTCHA_APPID: 'none, use the Terraform variable captcha_appid instead',
  CAPTCHA_SECRET: 'none, use the Terraform variable captcha_secret instead',
  CORS_ORIGINS: 'none, use corsOrigins instead',
  LOGIN_PAGE: 'none, use loginPage instead',
};
