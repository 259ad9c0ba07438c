import type { Construct } from 'constructs';
import { mainland } from '../../function/configuration/destinations';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { destinationOf, type SmsCountries, smsCountries } from '../settings/sms-countries';
import { accountVariable, optionalSignVariable } from '../terraform/account-variables';
import { smsDestinationsJson } from '../terraform/destinations-variable';
import type { SmsApplication } from '../terraform/function-variables';
import { SmsContent } from './sms-content';

/** Declares the variables of the SMS application, and creates the templates that the environment's `smsContent` names. */
export function addSmsApplication(stack: Construct, settings: EnvironmentSettings): SmsApplication {
  const sdkAppId = accountVariable(stack, 'sms_sdkappid').stringValue;
  const countries = smsCountries(settings);
  if (countries === undefined) throw new Error('The settings of the environment were not checked.');
  const { byDefault, international } = countries;
  const content = byDefault.length === 0 ? {} : defaultContent(stack, settings, countries);
  const { internationalTemplateName } = settings.smsContent ?? {};
  const internationalContent =
    internationalTemplateName !== undefined && international.length > 0
      ? new SmsContent(stack, 'international-sms-content', {
          templateName: internationalTemplateName,
          destination: 'abroad',
        })
      : undefined;
  const destinations = smsDestinationsJson(stack, countries, internationalContent?.templateId);
  return { sdkAppId, ...content, destinations };
}

/** What messages have without a destination of their own. The template is a resource if the environment has `smsContent`. */
function defaultContent(
  stack: Construct,
  { smsContent }: EnvironmentSettings,
  { byDefault }: SmsCountries,
): Pick<SmsApplication, 'sign' | 'templateId'> {
  const needsSign = byDefault.includes(mainland);
  const sign = (needsSign ? accountVariable(stack, 'sms_sign') : optionalSignVariable(stack)).stringValue;
  if (smsContent === undefined) return { sign, templateId: accountVariable(stack, 'sms_template_id').stringValue };
  const { templateName } = smsContent;
  const destination = destinationOf(byDefault) === 'abroad' ? 'abroad' : 'mainland';
  return { sign, templateId: new SmsContent(stack, 'sms-content', { templateName, destination }).templateId };
}
