import type { SignRecord } from './sms-records';

/** A state of a signature or a template. Only an approved one can be used. */
export type ReviewState = 'approved' | 'in review' | 'refused';

/** @param now in milliseconds since 1970. platform: sms-review */
export function reviewStateOf(
  { approvedAt, review }: Pick<SignRecord, 'approvedAt' | 'review'>,
  now: number,
): ReviewState {
  if (review === 'refused') return 'refused';
  return review === 'pending' || approvedAt > now ? 'in review' : 'approved';
}
