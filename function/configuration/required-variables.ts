import type { ProcessEnvironment } from './process-environment';
import type { Variables } from './variables';

/** A variable that the others make necessary. */
interface Need {
  readonly name: keyof Variables;
  readonly when: boolean;
  readonly allowed: string;
}

/**
 * The variables that are needed and not there.
 *
 * @param given the environment without the variables that are set to nothing
 * @param environment the environment as it is: an empty REDIS_PASSWORD says that the instance has none
 */
export function missingVariables(given: ProcessEnvironment, environment: ProcessEnvironment): Need[] {
  const usesRedis = given.CODE_STORE !== 'memory';
  const usesTencentCloud = given.SMS_SENDER !== 'console';
  const sendsToMainland = (given.ALLOWED_COUNTRY_CODES ?? '86').split(',').includes('86');
  const needs: Need[] = [
    {
      name: 'REDIS_HOST',
      when: usesRedis,
      allowed: 'the address of the Redis instance, or CODE_STORE=memory where one instance of the function is enough',
    },
    {
      name: 'REDIS_PASSWORD',
      when: usesRedis && environment.REDIS_PASSWORD === undefined,
      allowed: 'the password of the Redis instance; set it to nothing where there is none',
    },
    {
      name: 'CODE_SECRET',
      when: usesRedis && environment.REDIS_PASSWORD === '',
      allowed: 'at least 16 characters, since there is no REDIS_PASSWORD to derive a key from',
    },
    {
      name: 'SMS_SDKAPPID',
      when: usesTencentCloud,
      allowed: 'the SDKAppID of the SMS application, or SMS_SENDER=console to print messages',
    },
    { name: 'SMS_TEMPLATE_ID', when: usesTencentCloud, allowed: 'the id of an approved body template' },
    {
      name: 'SMS_SIGN',
      when: usesTencentCloud && sendsToMainland,
      allowed: 'the content of an approved signature, which messages to +86 need',
    },
    {
      name: 'CAPTCHA_SECRET',
      when: given.CAPTCHA_APPID !== undefined,
      allowed: 'the key that belongs to CAPTCHA_APPID',
    },
    {
      name: 'CAPTCHA_APPID',
      when: given.CAPTCHA_SECRET !== undefined,
      allowed: 'the application that CAPTCHA_SECRET belongs to',
    },
  ];
  return needs.filter(({ name, when }) => when && given[name] === undefined);
}
