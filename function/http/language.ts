import Negotiator from 'negotiator';
import { memoize } from '../memoize';

/** The languages of `msg`; the first is the default. */
export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

/**
 * Returns the language that a client prefers (`Accept-Language`, RFC 9110, section 12.5.4). Memoized, because most clients
 * send one of a few values.
 */
export const preferredLanguage = memoize(100, (acceptLanguage): Language => {
  const preferred = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...languages]);
  return languages.find((language) => language === preferred) ?? languages[0];
});
