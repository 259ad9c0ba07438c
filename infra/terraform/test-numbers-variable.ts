import { Fn, Op, type Precondition, TerraformLocal, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { longestTestDays, mostTestNumbers, obviousCodes } from '../../function/configuration/test-numbers';
import { variables } from '../../function/configuration/variables';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { testNumbersConsent } from '../settings/test-numbers';
import { mobilePattern } from './mobile-patterns';

const name = 'test_numbers';

/** Whether test numbers are allowed: everywhere but in production, which is prod and what is not deletable, and there in so many words. */
function allowsTestNumbers({ name: environment, deletable, testNumbers }: EnvironmentSettings): boolean {
  return (environment !== 'prod' && deletable) || testNumbers === testNumbersConsent;
}

/** Declares the variable with the numbers that log in with a fixed code. Whoever knows one logs in, so it is sensitive. */
export function testNumbersVariable(stack: Construct): TerraformVariable {
  return new TerraformVariable(stack, name, {
    type: 'list(object({ phone = string, code = string, expires = string }))',
    nullable: false,
    sensitive: true,
    default: [],
    description:
      `Numbers to test with, at most ${mostTestNumbers}, such as [{phone = "+8619900000000", code = "six digits", expires = "2027-01-31"}]. They get ` +
      `no messages, and log in with their fixed code until the day expires, at most ${longestTestDays} days ahead.`,
  });
}

/** Whether there are test numbers, as a Terraform expression that is no secret: it decides which variables the function has. platform: sensitive-map-hidden */
export function hasTestNumbers(variable: TerraformVariable) {
  return Fn.nonsensitive(Op.gte(Fn.lengthOf(variable.listValue), 1));
}

/**
 * Fails the plan if there is something wrong with the test numbers. These are no validations of the variable, because Terraform prints the
 * value that a validation refuses, a sensitive one too. platform: validation-shows-value, plan-timestamp
 */
export function testNumberRules(variable: TerraformVariable, settings: EnvironmentSettings): readonly Precondition[] {
  // What is null fulfils no condition.
  const every = (condition: string) => `\${alltrue([for one in ${variable.fqn} : try(${condition}, false)])}`;
  const codes = variables.shape.ALLOWED_COUNTRY_CODES.parse(settings.function.variables?.ALLOWED_COUNTRY_CODES);
  // A local value, since an error shows the text of its condition, and patterns are long.
  const patterns = new TerraformLocal(variable, 'mobile-patterns', codes.map(mobilePattern));
  const day = '"${one.expires}T00:00:00Z"';
  // Of a malformed date, the first rule tells.
  const isSoon = `try(timecmp(${day}, timeadd(plantimestamp(), "${longestTestDays * 24}h")) <= 0, true)`;
  const rules: Precondition[] = [
    {
      condition: every(
        'can(regex("^[+][1-9][0-9]{6,14}$", one.phone)) && can(regex("^[0-9]{6}$", one.code)) && ' +
          `!contains(${JSON.stringify(obviousCodes)}, one.code) && ` +
          `can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", one.expires)) && can(timeadd(${day}, "0h"))`,
      ),
      errorMessage: `${name}: each needs as phone a number such as +8619900000000, as code six digits taken by chance, and as expires a date such as 2027-01-31.`,
    },
    {
      // The function would not start with a number that is none.
      condition: every(`anytrue([for pattern in ${patterns.fqn} : can(regex(pattern, one.phone))])`),
      errorMessage: `${name}: each number has to be a mobile number of a country of ALLOWED_COUNTRY_CODES: ${codes.join(', ')}.`,
    },
    {
      condition: every(isSoon),
      errorMessage: `${name}: each has to expire within ${longestTestDays} days.`,
    },
    {
      condition: `\${try(length(distinct(${variable.fqn}[*].phone)) == length(${variable.fqn}), true) && length(${variable.fqn}) <= ${mostTestNumbers}}`,
      errorMessage: `${name}: at most ${mostTestNumbers} are allowed, each number once.`,
    },
  ];
  if (allowsTestNumbers(settings)) return rules;
  const none: Precondition = {
    condition: `\${length(${variable.fqn}) == 0}`,
    errorMessage:
      `${name}: found test numbers for ${settings.name}; allowed: none, unless its settings say testNumbers: '${testNumbersConsent}' ` +
      '(infra/settings/own-presets.ts).',
  };
  return [none, ...rules];
}
