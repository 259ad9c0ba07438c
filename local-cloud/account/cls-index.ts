import { z } from 'zod';
import type { Comparison, Condition } from './cls-condition';

/** Fields of a log line. */
export type LineFields = Readonly<Record<string, unknown>>;

const textIndex = z.looseObject({ Tokenizer: z.string().default(''), CaseSensitive: z.boolean().default(false) });

/** The part of an index's `Rule` that decides what a search finds. */
const ruleSchema = z.looseObject({
  FullText: textIndex.optional(),
  KeyValue: z
    .looseObject({
      CaseSensitive: z.boolean().default(false),
      KeyValues: z.array(
        z.looseObject({
          Key: z.string(),
          Value: z.looseObject({ Type: z.string(), Tokenizer: z.string().default('') }),
        }),
      ),
    })
    .optional(),
});

/** Whether a line meets a condition. */
export type MatchLine = (condition: Condition, fields: LineFields) => boolean;

/**
 * Creates the search of a topic. It finds fields only by the index: those that are not in it match nothing, as in CLS.
 * platform: cls-index-needed
 *
 * @param index the settings of the topic's index, by the API's names
 */
export function createSearch(index: Readonly<Record<string, unknown>>): MatchLine {
  const { FullText, KeyValue } = ruleSchema.parse(index.Rule ?? {});
  const indexed = new Map(KeyValue?.KeyValues.map(({ Key, Value }) => [Key, Value]));

  function meets({ field, operator, value, quoted }: Comparison, fields: LineFields): boolean {
    if (field === undefined) {
      if (FullText === undefined || operator !== ':') return false;
      const { Tokenizer: tokenizer, CaseSensitive: exactCase } = FullText;
      return Object.values(fields).some((text) =>
        containsWords({ text: String(text), value, quoted, tokenizer, exactCase }),
      );
    }
    const key = indexed.get(field);
    const found = fields[field];
    if (key === undefined || found === undefined) return false;
    if (key.Type !== 'text') return compareNumbers(Number(found), operator, Number(value));
    if (operator !== ':') return false;
    const exactCase = KeyValue?.CaseSensitive ?? false;
    return containsWords({ text: String(found), value, quoted, tokenizer: key.Tokenizer, exactCase });
  }

  const matches: MatchLine = (condition, fields) => {
    switch (condition.kind) {
      case 'all':
        return true;
      case 'not':
        return !matches(condition.of, fields);
      case 'and':
        return matches(condition.left, fields) && matches(condition.right, fields);
      case 'or':
        return matches(condition.left, fields) || matches(condition.right, fields);
      case 'compare':
        return meets(condition, fields);
    }
  };
  return matches;
}

interface WordSearch {
  readonly text: string;
  readonly value: string;
  readonly quoted: boolean;
  /** Characters at which text is split into words. @default - the whole text is one word */
  readonly tokenizer: string;
  readonly exactCase: boolean;
}

/** Whether a text contains words one after another. The last one may end with the wildcard `*`, unless it is quoted. */
function containsWords({ text, value, quoted, tokenizer, exactCase }: WordSearch): boolean {
  const wordsOf = (given: string) => {
    const words = [...given].reduce<string[]>(
      ([word = '', ...rest], letter) => (tokenizer.includes(letter) ? ['', word, ...rest] : [word + letter, ...rest]),
      [''],
    );
    return words
      .reverse()
      .filter((word) => word !== '')
      .map((word) => (exactCase ? word : word.toLowerCase()));
  };
  const words = wordsOf(text);
  const wanted = wordsOf(value);
  if (wanted.length === 0) return false;
  const isWord = (word: string | undefined, sought: string) =>
    !quoted && sought.endsWith('*') ? word?.startsWith(sought.slice(0, -1)) === true : word === sought;
  return words.some((_, start) => wanted.every((sought, offset) => isWord(words[start + offset], sought)));
}

export function compareNumbers(found: number, operator: string, value: number): boolean {
  if (operator === '>') return found > value;
  if (operator === '>=') return found >= value;
  if (operator === '<') return found < value;
  if (operator === '<=') return found <= value;
  return found === value;
}
