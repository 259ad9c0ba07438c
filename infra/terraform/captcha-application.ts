import { Fn, Op, type Precondition, type TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { accountVariable } from './account-variables';

/** A Tencent Cloud Captcha application. Both variables are empty if the environment has no captcha. */
export interface CaptchaApplication {
  readonly appId: TerraformVariable;
  readonly secret: TerraformVariable;
}

/** Declares the variables of the captcha application. */
export function captchaApplication(stack: Construct): CaptchaApplication {
  return { appId: accountVariable(stack, 'captcha_appid'), secret: accountVariable(stack, 'captcha_secret') };
}

/** Whether the environment has a captcha, as a Terraform expression. */
export function hasCaptcha({ appId }: CaptchaApplication) {
  return isSet(appId);
}

/** Number of captcha applications: 0 or 1, which Terraform knows when it plans. */
export function captchaCount(captcha: CaptchaApplication): number {
  return Token.asNumber(Fn.conditional(hasCaptcha(captcha), 1, 0));
}

/** Fails the plan if only one of the two variables is set. */
export function completeCaptcha({ appId, secret }: CaptchaApplication): Precondition {
  return {
    condition: Op.eq(isSet(appId), isSet(secret)),
    errorMessage: 'Set both captcha_appid and captcha_secret, or neither of them.',
  };
}

function isSet(variable: TerraformVariable) {
  return Op.gte(Fn.lengthOf(variable.stringValue), 1);
}
