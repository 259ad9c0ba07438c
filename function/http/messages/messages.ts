import type { CodeStr, Outcome, Problem, Rule } from '../../verification/outcome';
import type { Language } from '../language';
import { chinese } from './chinese';
import { english } from './english';

/** The messages in one language. `{field}` and `{allowed}` stand for the field and the values it may have. */
export interface Texts {
  readonly codes: Readonly<Record<Exclude<CodeStr, 'InValidParam'>, string>>;
  /** In place of `ServiceUnavailable`, where the message may be on its way. */
  readonly unanswered: string;
  /** By rule; a field may have a text of its own. */
  readonly problems: Readonly<Record<Rule, string> & Partial<Record<`${Problem['field']}.${Rule}`, string>>>;
  /** Between the values of a list. */
  readonly separator: string;
}

const textsOf: Readonly<Record<Language, Texts>> = { en: english, zh: chinese };

/** What a person is told of an outcome. */
export function messageOf(outcome: Outcome, language: Language): string {
  const texts = textsOf[language];
  switch (outcome.codeStr) {
    case 'InValidParam':
      return messageOfProblem(outcome.problem, texts);
    case 'SendRefused':
      return `${texts.codes.SendRefused} (${outcome.apiCode})`;
    case 'ServiceUnavailable':
      return outcome.retryAfter === undefined ? texts.codes.ServiceUnavailable : texts.unanswered;
    default:
      return texts.codes[outcome.codeStr];
  }
}

function messageOfProblem({ field, rule, allowed = [] }: Problem, { problems, separator }: Texts): string {
  const text = problems[`${field}.${rule}`] ?? problems[rule];
  return text.replace('{field}', field).replace('{allowed}', allowed.join(separator));
}
