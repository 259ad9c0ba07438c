import type { Finding } from '../finding';
import { oneLine } from './one-line';

/** How the review of a signature or a template stands. platform: sms-review-status */
interface Reviewed {
  readonly StatusCode?: number;
  readonly ReviewReply?: string;
}

/**
 * Describes a signature or a template that cannot be used.
 *
 * @param what such as `the signature "Test demo"`
 * @returns `undefined` if it can be used
 */
export function describeReview(
  what: string,
  { StatusCode: status, ReviewReply: reply }: Reviewed,
): Pick<Finding, 'state' | 'found' | 'advice'> | undefined {
  switch (status) {
    case 0:
      return undefined;
    case 1:
      return {
        state: 'warning',
        found: `${what} is in review: until it is approved, no message is sent`,
        advice: 'Wait for the review, which usually takes up to two hours; the SMS console shows how it stands.',
      };
    case 2:
      return {
        state: 'warning',
        found: `${what} is approved, but not in force yet: until it is, no message is sent`,
        advice: 'Wait until the SMS console shows it as usable: carriers register it first.',
      };
    default: {
      const reason = oneLine(reply ?? '');
      return {
        state: 'failure',
        found: `${what} is refused or no longer usable (status ${status})${reason ? `: ${reason}` : ''}`,
        advice: 'Correct it in the SMS console as the reviewers ask, or use another one.',
      };
    }
  }
}
