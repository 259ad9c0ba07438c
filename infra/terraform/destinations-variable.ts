import { Fn, TerraformLocal, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { mainland, messageLanguages } from '../../function/configuration/destinations';
import type { SmsCountries } from '../settings/sms-countries';

const name = 'sms_destinations';

const description =
  'Template, signature and language of the messages to the countries of smsDestinations, by country calling code, such as ' +
  '{"852" = {template_id = "1111"}, "86" = {template_id = "1110", sign = "Test demo"}}. Messages have no signature without sign, which 86 needs. ' +
  'language, "en" or "zh", is that of messages that are printed instead of sent.';

/** What is wrong with entries of the variable, as conditions that the entry `one` of the country `code` has to fulfil. */
const rules: readonly { readonly condition: string; readonly allowed: string }[] = [
  {
    condition: 'can(regex("^[0-9]{1,20}$", one.template_id))',
    allowed: 'as template_id the ID of an approved body template, digits only',
  },
  {
    // platform: sms-sign-needed
    condition: `one.sign == "" ? code != "${mainland}" : can(regex("^.{2,20}$", one.sign))`,
    allowed: `as sign the content of an approved signature, 2 to 20 characters; only messages to other countries than ${mainland} need none`,
  },
  {
    condition: `contains(${JSON.stringify(messageLanguages)}, one.language)`,
    allowed: `as language ${messageLanguages.join(' or ')}`,
  },
];

/** Declares the variable with what messages to these countries have of their own. platform: object-attribute-defaults */
function destinationsVariable(stack: Construct, named: readonly string[]): TerraformVariable {
  const variable = new TerraformVariable(stack, name, {
    type: 'map(object({ template_id = string, sign = optional(string, ""), language = optional(string, "en") }))',
    nullable: false,
    description,
  });
  // The order of `keys`.
  const codes = [...named].sort().join(', ');
  variable.addValidation({
    condition: `\${join(", ", keys(${variable.fqn})) == "${codes}"}`,
    errorMessage: `${name} has to name the countries of smsDestinations and no others: ${codes}.`,
  });
  for (const { condition, allowed } of rules) {
    const wrong = `[for code, one in ${variable.fqn} : code if !(${condition})]`;
    variable.addValidation({
      condition: `\${length(${wrong}) == 0}`,
      errorMessage: `${name} has to have for \${join(", ", ${wrong})}: ${allowed}.`,
    });
  }
  return variable;
}

/**
 * The function's `SMS_DESTINATIONS`, as JSON.
 *
 * @param internationalTemplateId template of the countries `international`
 * @returns `undefined` if all countries have the default template
 */
export function smsDestinationsJson(
  stack: Construct,
  { named, international }: Pick<SmsCountries, 'named' | 'international'>,
  internationalTemplateId: string | undefined,
): string | undefined {
  const made = Object.fromEntries(international.map((code) => [code, { templateId: internationalTemplateId }]));
  if (named.length === 0) return international.length === 0 ? undefined : Fn.jsonencode(made);
  const variable = destinationsVariable(stack, named);
  const fields = '{ templateId = one.template_id, sign = one.sign, language = one.language }';
  const given = new TerraformLocal(
    stack,
    'named-destinations',
    `\${{ for code, one in ${variable.fqn} : code => { for field, value in ${fields} : field => value if value != "" } }}`,
  );
  return Fn.jsonencode(international.length === 0 ? given.asAnyMap : Fn.merge([made, given.asAnyMap]));
}
