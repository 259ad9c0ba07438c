import examples from 'libphonenumber-js/examples.mobile.json';
import { type Examples, getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/mobile';
import { variables } from '../../function/configuration/variables';
import type { EnvironmentSettings } from '../settings/environment-schema';

/** Fields of a login that asks the store, and uses up nobody's code: its handle belongs to no code. */
export interface SampleLogin {
  readonly phone: string;
  readonly code: string;
  readonly handle: string;
}

/** A login with an example number of the first country that the environment allows. */
export function sampleLogin({ function: { variables: own = {} } }: EnvironmentSettings): SampleLogin {
  const codes = variables.shape.ALLOWED_COUNTRY_CODES.safeParse(own.ALLOWED_COUNTRY_CODES);
  const [code = '86'] = codes.success ? codes.data : [];
  return { phone: exampleNumber(code), code: '000000', handle: 'no-code-has-this' };
}

function exampleNumber(countryCode: string): string {
  const countries = getCountries().filter((country) => getCountryCallingCode(country) === countryCode);
  const numbers = countries.map((country) => getExampleNumber(country, examples as Examples));
  return numbers.find((number) => number !== undefined)?.number.replace('+', '') ?? `${countryCode}000000000`;
}
