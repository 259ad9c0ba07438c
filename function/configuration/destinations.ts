import * as z from 'zod/mini';
import type { Reading } from './variable-readers';

/** Languages of messages; the first is the default. */
export const messageLanguages = ['en', 'zh'] as const;

export type MessageLanguage = (typeof messageLanguages)[number];

export const defaultLanguage: MessageLanguage = messageLanguages[0];

/** What messages to a country have of their own. */
interface Destination {
  /** ID of an approved body template for this country. */
  readonly templateId: string;
  /** Content of an approved signature; empty if there is none. */
  readonly sign: string;
  /** Language of the text that is printed instead of sent. */
  readonly language: MessageLanguage;
}

/** Destinations by country calling code, such as `852`. */
export type Destinations = Readonly<Record<string, Destination>>;

/** The country calling code of the Chinese mainland. platform: sms-template-countries, sms-sign-needed */
export const mainland = '86';

const sample = '{"852":{"templateId":"1111","sign":"Test demo","language":"en"}}';

const destination = z.strictObject(
  {
    templateId: z
      .string({ error: 'the ID of an approved body template in quotes' })
      .check(z.regex(/^\d{1,20}$/, { error: 'the ID of an approved body template, digits only' })),
    sign: z._default(z.string({ error: 'the content of an approved signature in quotes' }), ''),
    language: z._default(z.enum(messageLanguages, { error: messageLanguages.join(' or ') }), defaultLanguage),
  },
  { error: ({ code }) => (code === 'unrecognized_keys' ? 'templateId, sign and language only' : 'an object') },
);

/** The schema of the destinations; its errors say what is allowed. */
const destinations = z.record(z.string(), destination, { error: `an object such as ${sample}` });

/** The destinations of a text, or what is allowed instead, with the country. */
export function readDestinations(text: string): Reading<Destinations> {
  const json = parseJson(text);
  if (json === undefined) return { allowed: `JSON such as ${sample}` };
  const codes = typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.keys(json) : [];
  const wrongCode = codes.find((code) => !/^[1-9]\d{0,2}$/.test(code));
  if (wrongCode !== undefined) {
    return { allowed: `country calling codes, which ${JSON.stringify(wrongCode)} is not: ${sample}` };
  }
  const { data = {}, error } = destinations.safeParse(json);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) return { allowed: describeIssue(issue.path.map(String), issue.message) };
  const unsigned = data[mainland]?.sign === '';
  if (unsigned) return { allowed: `for ${mainland}, as sign: an approved signature, which messages to +86 require` };
  return { value: data };
}

function describeIssue([countryCode, field]: readonly string[], allowed: string): string {
  if (countryCode === undefined) return allowed;
  return field === undefined ? `for ${countryCode}: ${allowed}` : `for ${countryCode}, as ${field}: ${allowed}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the allowed countries without a destination, whose messages have the default template. */
export function defaultCountries(allowed: readonly string[], withDestination: readonly string[]): readonly string[] {
  return allowed.filter((code) => !withDestination.includes(code));
}

/**
 * Returns the countries other than the Chinese mainland that would get the default template together with it; a template is for the one
 * or for the others. platform: sms-template-countries
 */
export function sharingTemplate(allowed: readonly string[], withDestination: readonly string[]): readonly string[] {
  const codes = defaultCountries(allowed, withDestination);
  return codes.includes(mainland) ? codes.filter((code) => code !== mainland) : [];
}
