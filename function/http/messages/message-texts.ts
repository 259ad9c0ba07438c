import type { CodeStr, Problem, Rule } from '../../verification/outcome';

/** The messages in one language. `{field}` and `{allowed}` stand for the field and the values it may have. */
export interface MessageTexts {
  readonly codes: Readonly<Record<Exclude<CodeStr, 'InValidParam'>, string>>;
  /** In place of `ServiceUnavailable`, where the message may be on its way. */
  readonly unanswered: string;
  /** By rule; a field may have a text of its own. */
  readonly problems: Readonly<Record<Rule, string> & Partial<Record<`${Problem['field']}.${Rule}`, string>>>;
  /** Between the values of a list. */
  readonly separator: string;
}
