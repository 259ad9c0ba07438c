import type { CodeStr, Problem, Rule } from '../../verification/outcome';

/**
 * The messages in one language. `{field}` is replaced by the name of the field, `{allowed}` by its allowed values, and `{alternatives}`
 * by the same values as alternatives.
 */
export interface MessageTexts {
  readonly codes: Readonly<Record<Exclude<CodeStr, 'InValidParam'>, string>>;
  /** Replaces `ServiceUnavailable` if the SMS may still arrive. */
  readonly unanswered: string;
  /** By rule, or by field and rule; the latter takes precedence. */
  readonly problems: Readonly<Record<Rule, string> & Partial<Record<`${Problem['field']}.${Rule}`, string>>>;
  /** Separates the values of a list. */
  readonly separator: string;
  /** Separates alternatives. */
  readonly or: string;
}
