import { missingDestinations, wrongDestinations } from '../../function/configuration/contradictions';
import { mainland, sharingTemplate } from '../../function/configuration/destinations';
import type { Conflict } from './conflict';
import type { EnvironmentSettings } from './environment-schema';
import { sendsBySmsApi, smsCountries } from './sms-countries';

/**
 * Finds countries whose messages would have no template, or one that is for other countries.
 *
 * The settings have to name the countries, although a variable has their templates: so a preset without them is refused when it is
 * synthesized, before there are values of an account, and the variable's validation can demand exactly these countries.
 * platform: sms-template-countries
 */
export function* smsConflicts(settings: EnvironmentSettings): Iterable<Conflict> {
  const countries = smsCountries(settings);
  if (countries === undefined) return;
  const { allowed, named, international, byDefault } = countries;
  const { smsContent } = settings;
  const foreign = wrongDestinations({ allowed, withDestination: named });
  if (foreign !== undefined) yield { path: ['smsDestinations'], allowed: foreign };
  const missing = missingDestinations({ allowed, withDestination: [...named, ...international] });
  if (missing !== undefined && sendsBySmsApi(settings)) {
    const made = smsContent === undefined ? '' : ', or smsContent.internationalTemplateName';
    yield { path: ['smsDestinations'], allowed: `${missing}${made}` };
  }
  if (smsContent !== undefined && byDefault.length === 0) {
    yield {
      path: ['smsContent'],
      allowed: 'none, since smsDestinations names all countries, and sms_destinations their templates',
    };
  }
  if (smsContent?.internationalTemplateName !== undefined && sharingTemplate(allowed, named).length === 0) {
    const kind = byDefault.includes(mainland) ? 'the Chinese mainland' : 'other countries';
    const reason = `none, since all messages with a template of smsContent go to ${kind}, for which templateName is`;
    yield { path: ['smsContent', 'internationalTemplateName'], allowed: reason };
  }
}
