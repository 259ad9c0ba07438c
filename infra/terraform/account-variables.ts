import { Fn, type Precondition, TerraformVariable, VariableType } from 'cdktf';
import type { Construct } from 'constructs';

interface TextVariable {
  /** What the variable is, and where to find its value. */
  readonly description: string;
  /** Regular expression that the value must match. */
  readonly pattern: string;
  /** The same in words; completes the sentence `… has to be`. */
  readonly allowed: string;
  /** @default - the variable must be set */
  readonly default?: string;
  /** @default false */
  readonly sensitive?: true;
}

/**
 * Terraform variables for values that belong to an account, so they are not in the code. Set them by `--var`, `--var-file` or
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
    description: 'ID of the approved body template, from the SMS console.',
    pattern: '^[0-9]{1,20}$',
    allowed: 'the ID of an approved body template: digits only',
  },
  redis_password: {
    description:
      'Password of the Redis instance of codeStore.existing, or ACCOUNT@PASSWORD of an account of the instance.',
    // platform: redis-password-rule
    pattern: '^[^[:space:]]{8,97}$',
    allowed: 'the password of the Redis instance, or ACCOUNT@PASSWORD: 8 to 97 characters without spaces',
    sensitive: true,
  },
  captcha_appid: {
    description: 'CaptchaAppId of Tencent Cloud Captcha. If it is empty, no captcha is required.',
    pattern: '^[0-9]{0,20}$',
    allowed: 'the CaptchaAppId of a captcha application: digits only, or empty',
    default: '',
  },
  captcha_secret: {
    description: 'AppSecretKey of the captcha application. It is empty if captcha_appid is.',
    pattern: '^[^[:space:]]*$',
    allowed: 'the AppSecretKey of a captcha application, without spaces, or empty',
    default: '',
    sensitive: true,
  },
} as const satisfies Readonly<Record<string, TextVariable>>;

/** Declares one of these variables in a stack. Who uses a sensitive one adds its rule as a precondition. */
export function accountVariable(stack: Construct, name: keyof typeof textVariables): TerraformVariable {
  const { pattern: _, allowed: __, ...config }: TextVariable = textVariables[name];
  const variable = new TerraformVariable(stack, name, { type: VariableType.STRING, nullable: false, ...config });
  if (!config.sensitive) variable.addValidation(ruleOf(name, variable));
  return variable;
}

/** Declares the variable of the signature for a stack whose messages need none, since none goes to the Chinese mainland. */
export function optionalSignVariable(stack: Construct): TerraformVariable {
  const { pattern, allowed, description } = textVariables.sms_sign;
  const variable = new TerraformVariable(stack, 'sms_sign', {
    type: VariableType.STRING,
    nullable: false,
    description: `${description} Messages to other countries than the Chinese mainland need none.`,
    default: '',
  });
  variable.addValidation({
    condition: Fn.can(Fn.regex(`^$|${pattern}`, variable.stringValue)),
    errorMessage: `sms_sign has to be ${allowed}, or empty.`,
  });
  return variable;
}

/**
 * Fails the plan if a sensitive variable has a wrong value. It is not a validation of the variable, because Terraform prints the value that
 * a validation refuses, a sensitive one too. platform: validation-shows-value
 */
export function ruleOf(name: keyof typeof textVariables, variable: TerraformVariable): Precondition {
  const { pattern, allowed }: TextVariable = textVariables[name];
  return {
    condition: Fn.can(Fn.regex(pattern, variable.stringValue)),
    errorMessage: `${name} has to be ${allowed}.`,
  };
}

/** A UIN has 12 digits, a UID fewer. */
const leastUin = 100_000_000_000;

/** Declares the variable with the users who receive alarms. It must not be empty, so that no alarm gets lost. */
export function alarmReceiversVariable(stack: Construct): TerraformVariable {
  const name = 'alarm_receiver_uids';
  const variable = new TerraformVariable(stack, name, {
    type: VariableType.LIST_NUMBER,
    nullable: false,
    description:
      'UIDs (not UINs) of the CAM users who receive alarms by e-mail and SMS, such as [16012345], as the API actions GetUser and ListUsers of CAM return them.',
  });
  // platform: alarm-receiver-uid
  const areUids = `alltrue([for uid in ${variable.fqn} : floor(uid) == uid && uid > 0 && uid < ${leastUin}])`;
  variable.addValidation({
    condition: `\${length(${variable.fqn}) > 0 && ${areUids}}`,
    errorMessage:
      `${name} has to contain at least one UID, a whole number of fewer than 12 digits, such as [16012345]. ` +
      "A number of 12 digits, such as the account ID that the console shows, is a UIN. CAM's API action GetUser returns the UID to it.",
  });
  return variable;
}
