import { Fn, TerraformVariable, VariableType } from 'cdktf';
import type { Construct } from 'constructs';

interface TextVariable {
  /** What it is, and where it is found. */
  readonly description: string;
  /** What a value has to match. */
  readonly pattern: string;
  /** The same in words, as the end of a sentence. */
  readonly allowed: string;
  /** @default - a value has to be given */
  readonly default?: string;
  /** @default false */
  readonly sensitive?: true;
}

/**
 * The variables of every environment: what belongs to an account and not to the code, given by `--var`, `--var-file` or
 * `TF_VAR_…`.
 */
const textVariables = {
  sms_sdkappid: {
    description: 'SDKAppID of the SMS application, from the SMS console, such as 1400006666.',
    pattern: '^[0-9]{1,20}$',
    allowed: 'the SDKAppID of the SMS application: digits only, such as 1400006666',
  },
  sms_sign: {
    description: 'Content of the approved SMS signature, from the SMS console.',
    pattern: '^.{2,20}$',
    allowed: 'the content of an approved signature: 2 to 20 characters, without the brackets around it',
  },
  sms_template_id: {
    description: 'Id of the approved body template, from the SMS console.',
    pattern: '^[0-9]{1,20}$',
    allowed: 'the id of an approved body template: digits only',
  },
  sms_proof_image: {
    description: 'Picture of the certificate that proves the SMS signature, in base64.',
    pattern: '^[A-Za-z0-9+/]{4,}={0,2}$',
    allowed: 'a picture in base64, without "data:image/jpeg;base64," before it',
  },
  captcha_appid: {
    description: 'CaptchaAppId of Tencent Cloud Captcha; empty: no captcha is asked for.',
    pattern: '^[0-9]{0,20}$',
    allowed: 'the CaptchaAppId of a captcha: digits only, or empty',
    default: '',
  },
  captcha_secret: {
    description: 'AppSecretKey that belongs to captcha_appid; empty where that is.',
    pattern: '^[^[:space:]]*$',
    allowed: 'the AppSecretKey of a captcha, without spaces, or empty',
    default: '',
    sensitive: true,
  },
} as const satisfies Readonly<Record<string, TextVariable>>;

/** Declares one of the variables in a stack. */
export function accountVariable(stack: Construct, name: keyof typeof textVariables): TerraformVariable {
  const { pattern, allowed, ...config }: TextVariable = textVariables[name];
  const variable = new TerraformVariable(stack, name, { type: VariableType.STRING, nullable: false, ...config });
  variable.addValidation({
    condition: Fn.can(Fn.regex(pattern, variable.stringValue)),
    errorMessage: `${name} has to be ${allowed}.`,
  });
  return variable;
}

/** Declares who is told of alarms: an environment with alarms that reach nobody is refused. */
export function alarmReceiversVariable(stack: Construct): TerraformVariable {
  const name = 'alarm_receiver_ids';
  const variable = new TerraformVariable(stack, name, {
    type: VariableType.LIST_NUMBER,
    nullable: false,
    description: 'Ids (UIN) of the CAM users who get alarms by e-mail and SMS.',
  });
  variable.addValidation({
    condition: `\${length(${variable.fqn}) > 0}`,
    errorMessage: `${name} has to name one CAM user or more, such as [100012345678].`,
  });
  return variable;
}
