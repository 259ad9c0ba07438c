import { Fn, Op, type TerraformVariable, Token } from 'cdktf';
import type { Redis } from '../constructs/redis';
import type { EnvironmentSettings } from '../settings/environment-schema';

export interface FunctionVariablesProps {
  readonly settings: EnvironmentSettings;
  readonly sms: SmsApplication;
  /** Absent: codes are kept in the instance. */
  readonly codeStore: Redis | undefined;
  readonly codeSecret: string;
  readonly sessionSecret: string;
  readonly captcha: Captcha;
}

/** What the function sends with. */
export interface SmsApplication {
  readonly sdkAppId: string;
  readonly sign: string;
  readonly templateId: string;
}

/** A captcha application; both empty where there is none. */
export interface Captcha {
  readonly appId: TerraformVariable;
  readonly secret: TerraformVariable;
}

/** The function's environment variables: those of step 7.2 of the document, keys, and what an environment adds. */
export function functionVariables(props: FunctionVariablesProps): Record<string, string> {
  const { settings, sms, codeStore, captcha } = props;
  const always = {
    ...(codeStore === undefined
      ? { CODE_STORE: 'memory' }
      : { REDIS_HOST: codeStore.host, REDIS_PORT: String(codeStore.port), REDIS_PASSWORD: codeStore.password }),
    SMS_TEMPLATE_ID: sms.templateId,
    SMS_SIGN: sms.sign,
    SMS_SDKAPPID: sms.sdkAppId,
    CODE_SECRET: props.codeSecret,
    SESSION_SECRET: props.sessionSecret,
    ...(settings.corsOrigins.length > 0 && { CORS_ORIGINS: settings.corsOrigins.join(',') }),
    ...(settings.loginPage && { LOGIN_PAGE: 'on' }),
    ...settings.function.variables,
  };
  const withCaptcha = { CAPTCHA_APPID: captcha.appId.stringValue, CAPTCHA_SECRET: captcha.secret.stringValue };
  return Token.asStringMap(Fn.merge([always, Fn.conditional(isGiven(captcha.appId), withCaptcha, {})]));
}

/** Whether a text variable has a value, as Terraform finds out. */
export function isGiven(variable: TerraformVariable) {
  return Op.gte(Fn.lengthOf(variable.stringValue), 1);
}
