import { Fn, type TerraformVariable, Token } from 'cdktf';
import type { CodeStore } from '../constructs/code-store';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { sessionIssuerOf } from '../settings/session-issuer';
import { type CaptchaApplication, hasCaptcha } from './captcha-application';
import { hasTestNumbers } from './test-numbers-variable';

export interface FunctionVariablesProps {
  readonly settings: EnvironmentSettings;
  readonly sms: SmsApplication;
  /** Where codes are stored. @default - in the memory of the function's only instance */
  readonly codeStore: CodeStore | undefined;
  readonly codeSecret: string;
  /** Private keys of session tokens, comma-separated. */
  readonly sessionKeys: string;
  readonly captcha: CaptchaApplication;
  /** The numbers that log in with a fixed code. */
  readonly testNumbers: TerraformVariable;
}

/** The SMS application, and the approved signature and template of its messages. */
export interface SmsApplication {
  readonly sdkAppId: string;
  /** Default signature. @default - each country has its own */
  readonly sign?: string | undefined;
  /** ID of the default template. @default - each country has its own */
  readonly templateId?: string | undefined;
  /** What messages to single countries have of their own, as JSON. @default - nothing */
  readonly destinations?: string | undefined;
}

/**
 * The function's environment variables: those of step 7.2 of the document, the generated secrets, and the settings of the
 * environment. `settings/stack-variables.ts` lists every variable that is set here, so that no other setting overrides it.
 */
export function functionVariables(props: FunctionVariablesProps): Record<string, string> {
  const { captcha, testNumbers } = props;
  const captchaVariables = { CAPTCHA_APPID: captcha.appId.stringValue, CAPTCHA_SECRET: captcha.secret.stringValue };
  return Token.asStringMap(
    Fn.merge([
      plannedVariables(props),
      Fn.conditional(hasCaptcha(captcha), captchaVariables, {}),
      Fn.conditional(hasTestNumbers(testNumbers), { TEST_NUMBERS: Fn.jsonencode(testNumbers.value) }, {}),
    ]),
  );
}

/** The function's environment variables but those of the captcha and of test numbers, which only Terraform knows to be set. */
export function plannedVariables(props: FunctionVariablesProps): Record<string, string> {
  const { settings, sms, codeStore } = props;
  return {
    ...(codeStore === undefined ? { CODE_STORE: 'memory' } : redisVariables(codeStore)),
    ...(sms.templateId !== undefined && { SMS_TEMPLATE_ID: sms.templateId }),
    ...(sms.sign !== undefined && { SMS_SIGN: sms.sign }),
    SMS_SDKAPPID: sms.sdkAppId,
    ...(sms.destinations !== undefined && { SMS_DESTINATIONS: sms.destinations }),
    CODE_SECRET: props.codeSecret,
    SESSION_KEYS: props.sessionKeys,
    SESSION_ISSUER: sessionIssuerOf(settings),
    ...(settings.sessionAudience !== undefined && { SESSION_AUDIENCE: settings.sessionAudience }),
    ...(settings.corsOrigins.length > 0 && { CORS_ORIGINS: settings.corsOrigins.join(',') }),
    ...(settings.loginPage && { LOGIN_PAGE: 'on' }),
    ...settings.function.variables,
  };
}

function redisVariables({ host, port, password, keyPrefix }: CodeStore): Record<string, string> {
  return {
    REDIS_HOST: host,
    REDIS_PORT: port,
    REDIS_PASSWORD: password,
    ...(keyPrefix !== undefined && { REDIS_KEY_PREFIX: keyPrefix }),
  };
}
