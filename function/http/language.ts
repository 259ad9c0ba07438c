import Negotiator from 'negotiator';
import { memoize } from '../memoize';

/** The languages of `msg`; the first where a client has no preference. */
export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

/** The language that a client prefers, by its `Accept-Language` (RFC 9110, section 12.5.4); most say much the same. */
export const preferredLanguage = memoize(100, (acceptLanguage): Language => {
  const headers = acceptLanguage === '' ? {} : { 'accept-language': acceptLanguage };
  const preferred = new Negotiator({ headers }).language([...languages]);
  return languages.find((language) => language === preferred) ?? languages[0];
});
