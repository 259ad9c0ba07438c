import type { Outcome, Problem } from '../../verification/outcome';
import type { Language } from '../language';
import { chinese } from './chinese';
import { english } from './english';
import type { MessageTexts } from './message-texts';

const textsOf: Readonly<Record<Language, MessageTexts>> = { en: english, zh: chinese };

/** Returns the message that describes an outcome to the user. */
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

function messageOfProblem({ field, rule, allowed = [] }: Problem, { problems, separator, or }: MessageTexts): string {
  const text = problems[`${field}.${rule}`] ?? problems[rule];
  return text
    .replace('{field}', field)
    .replace('{allowed}', allowed.join(separator))
    .replace('{alternatives}', allowed.join(or));
}
