import { describe, expect, it } from 'vitest';
import { chinese } from '../../../function/http/messages/chinese';
import { english } from '../../../function/http/messages/english';

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
});
