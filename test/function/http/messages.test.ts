import { describe, expect, it } from 'vitest';
import { chinese } from '../../../function/http/messages/chinese';
import { english } from '../../../function/http/messages/english';
import { messageOf } from '../../../function/http/messages/messages';
import type { Problem } from '../../../function/verification/outcome';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const texts = (language: typeof english) => ({ ...language, ...language.codes, ...language.problems });

describe('The texts of messages', () => {
  it('say something in each language, with the same placeholders', () => {
    const [inEnglish, inChinese] = [english, chinese].map((language) =>
      Object.entries(texts(language)).flatMap(([name, text]) =>
        typeof text === 'string' ? [[name, text] as const] : [],
      ),
    );
    expect(inEnglish?.length).toBeGreaterThan(20);
    for (const [name, text] of [...(inEnglish ?? []), ...(inChinese ?? [])]) expect(text, name).toMatch(/\S/);
    const byName = (all = inEnglish) => new Map(all?.map(([name, text]) => [name, placeholders(text)]));
    expect(byName(inChinese)).toEqual(byName(inEnglish));
  });

  const sentences = { en: /^[A-Z][^{}]*\.$/, zh: /^[^A-Za-z{}]+。$/ };
  const languages = ['en', 'zh'] as const;

  it.each<Problem>([
    { field: 'phone', rule: 'missing' },
    { field: 'phone', rule: 'repeated' },
    { field: 'phone', rule: 'not-text' },
    { field: 'phone', rule: 'malformed' },
    { field: 'phone', rule: 'no-country-code', allowed: ['86', '852'] },
    { field: 'phone', rule: 'not-allowed', allowed: ['86', '852'] },
    { field: 'code', rule: 'repeated' },
    { field: 'code', rule: 'not-text' },
    { field: 'code', rule: 'malformed' },
  ])('are sentences for users about what they type: %j', (problem) => {
    for (const language of languages) {
      expect(messageOf({ codeStr: 'InValidParam', problem }, language)).toMatch(sentences[language]);
      expect(messageOf({ codeStr: 'MissingCode' }, language)).toMatch(sentences[language]);
    }
  });

  it('begin with the name of the field if the application is wrong', () => {
    const problem = { field: 'handle', rule: 'malformed' } as const;
    for (const language of languages) {
      expect(messageOf({ codeStr: 'InValidParam', problem }, language)).toMatch(/^handle(: |：)/);
    }
  });
});
