import type { ProcessEnvironment } from './configuration/process-environment';
import { secretVariables } from './configuration/variables';
import type { Outcome } from './verification/outcome';

/**
 * Hides in a text of others, such as an API, Redis or a library, what it may repeat: secrets, numbers, and the values of a
 * request.
 */
export type Mask = (text: string, requestValues: readonly string[]) => string;

/** Creates a mask. Secrets are read again for each text, since the execution role's credentials change. */
export function createMask(environment: ProcessEnvironment): Mask {
  return (text, requestValues) => {
    const secrets = secretNames.map((name) => environment[name] ?? '');
    const hidden = [...secrets, ...requestValues].filter(({ length }) => length >= shortestHidden).flatMap(writingsOf);
    // The longest ones first, since a value may contain another one.
    hidden.sort((one, other) => other.length - one.length);
    const withoutValues = hidden.reduce((rest, value) => rest.replaceAll(value, stars), text);
    return withoutValues.replace(numbers, (_, position?: string) => position ?? stars);
  };
}

const stars = '****';

const secretNames = [
  ...secretVariables,
  'TENCENTCLOUD_SECRETID',
  'TENCENTCLOUD_SECRETKEY',
  'TENCENTCLOUD_SESSIONTOKEN',
];

/** Characters of the shortest value that is hidden. Shorter ones would hide parts of words. */
const shortestHidden = 4;

/**
 * Digits that may be a phone number or a code: four or more in a row, or six or more with punctuation in between. A
 * position in a stack trace, which is captured, is not such a number, and a minified bundle has positions of many digits.
 */
const numbers = /(\.[cm]?[jt]s:\d{1,6}:\d{1,6}(?=\)?$))|\p{Nd}(?:[\s().+-]{0,3}\p{Nd}){5,}|\p{Nd}{4,}/gmu;

/** Returns a value as it is written in texts, in JSON, in URLs and in forms. */
function writingsOf(value: string): string[] {
  const inForm = new URLSearchParams({ value }).toString().slice('value='.length);
  return [value, JSON.stringify(value).slice(1, -1), inForm, inForm.replaceAll('+', '%20')];
}

/** The form of the SMS API's error codes. `Ok` and `Success` would tell the client that the message was sent. */
export const apiCodeForm = /^(?!(?:Ok|Success)$)(?=.{1,100}$)[A-Za-z]+(?:\.[A-Za-z0-9]+)*$/i;

/**
 * Masks the texts of others in an outcome. The SMS API's error code, which the client gets, is replaced by `FailedOperation` if
 * it does not look like one, or if it contains something that would be masked.
 *
 * @param requestValues the values of the request; called only if the outcome has such a text
 */
export function maskOutcome(outcome: Outcome, mask: Mask, requestValues: () => readonly string[]): Outcome {
  if (!('reason' in outcome)) return outcome;
  if (outcome.codeStr !== 'SendRefused') return { ...outcome, reason: mask(outcome.reason, requestValues()) };
  const { apiCode, reason } = outcome;
  // Not the values of the request, which the SMS API does not get: a client could hide the code with them.
  const isCode = apiCodeForm.test(apiCode) && mask(apiCode, []) === apiCode;
  if (isCode) return { ...outcome, reason: mask(reason, requestValues()) };
  return { ...outcome, apiCode: 'FailedOperation', reason: mask(`${apiCode}: ${reason}`, requestValues()) };
}
