import { type Destinations, defaultCountries, mainland } from './destinations';
import type { ProcessEnvironment } from './process-environment';
import type { Variables } from './variables';

/** A variable that is required under a condition. */
interface RequiredVariable {
  readonly name: keyof Variables;
  readonly when: boolean;
  readonly allowed: string;
}

/**
 * Returns the required variables that are missing.
 *
 * @param nonEmpty the process environment without its empty variables
 * @param environment the whole process environment: an empty REDIS_PASSWORD means that the instance has no password
 * @param destinations `SMS_DESTINATIONS`, read; `undefined` if there is none, or if any variable is malformed
 */
export function missingVariables(
  nonEmpty: ProcessEnvironment,
  environment: ProcessEnvironment,
  destinations: Destinations | undefined,
): RequiredVariable[] {
  const usesRedis = nonEmpty.CODE_STORE !== 'memory';
  const usesTencentCloud = nonEmpty.SMS_SENDER !== 'console';
  const allowedCodes = (nonEmpty.ALLOWED_COUNTRY_CODES ?? mainland).split(',').map((code) => code.trim());
  // Of a text that is not read, nobody can tell which countries it is about.
  const isUnread = destinations === undefined && nonEmpty.SMS_DESTINATIONS !== undefined;
  const withDestination = isUnread ? allowedCodes : Object.keys(destinations ?? {});
  const byDefault = defaultCountries(allowedCodes, withDestination);
  const required: RequiredVariable[] = [
    {
      name: 'REDIS_HOST',
      when: usesRedis,
      allowed: 'the address of the Redis instance, or CODE_STORE=memory if a single instance of the function is enough',
    },
    {
      name: 'REDIS_PASSWORD',
      when: usesRedis && environment.REDIS_PASSWORD === undefined,
      allowed: 'the password of the Redis instance, or an empty value if it has none',
    },
    {
      name: 'CODE_SECRET',
      when: usesRedis && environment.REDIS_PASSWORD === '',
      allowed: 'at least 16 characters, since there is no REDIS_PASSWORD from which a key could be derived',
    },
    {
      name: 'SMS_SDKAPPID',
      when: usesTencentCloud,
      allowed: 'the SDKAppID of the SMS application, or SMS_SENDER=console to print messages',
    },
    {
      name: 'SMS_TEMPLATE_ID',
      when: usesTencentCloud && byDefault.length > 0,
      allowed: 'the ID of an approved body template',
    },
    {
      name: 'SMS_SIGN',
      // platform: sms-sign-needed
      when: usesTencentCloud && byDefault.includes(mainland),
      allowed: 'the content of an approved signature, which messages to +86 require',
    },
    {
      name: 'CAPTCHA_SECRET',
      when: nonEmpty.CAPTCHA_APPID !== undefined,
      allowed: 'the AppSecretKey of CAPTCHA_APPID',
    },
    {
      name: 'CAPTCHA_APPID',
      when: nonEmpty.CAPTCHA_SECRET !== undefined,
      allowed: 'the CaptchaAppId of CAPTCHA_SECRET',
    },
  ];
  return required.filter(({ name, when }) => when && nonEmpty[name] === undefined);
}
