import { CloudError } from './cloud-error';

/** A search condition of CLS, parsed. */
export type Condition =
  | { readonly kind: 'all' }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | Comparison;

/** Compares a field, or all text of a line if there is no field, with a value. */
export interface Comparison {
  readonly kind: 'compare';
  /** @default - all text of the line */
  readonly field?: string;
  /** `:` for words that the field contains; the others compare numbers. */
  readonly operator: ':' | '>' | '>=' | '<' | '<=' | '=';
  /** Words in quotation marks have no wildcards. */
  readonly quoted: boolean;
  readonly value: string;
}

const tokenPattern = /\s*(?:([()])|(?:([\w.-]+)\s*:\s*)?(>=|<=|>|<|=)?(?:"((?:[^"\\]|\\.)*)"|([^\s()":<>=]+)))/y;

/**
 * Parses the part of CQL that the local cloud supports: words, `field:word`, `field:"words"`, `field:>number`, `*`, `AND`, `OR`,
 * `NOT` and parentheses. platform: cql-upper-case
 *
 * @throws {CloudError} for any other condition
 */
export function parseCondition(text: string): Condition {
  const tokens = tokensOf(text);
  let position = 0;
  const isNext = (word: string) => tokens[position] === word;
  const fail = () =>
    new CloudError('FailedOperation.SyntaxError', `The condition is malformed: ${text}`, 'QueryString');

  function any(): Condition {
    let left = every();
    while (isNext('OR')) {
      position += 1;
      left = { kind: 'or', left, right: every() };
    }
    return left;
  }

  function every(): Condition {
    let left = one();
    while (isNext('AND')) {
      position += 1;
      left = { kind: 'and', left, right: one() };
    }
    return left;
  }

  function one(): Condition {
    const token = tokens[position];
    position += 1;
    if (token === 'NOT') return { kind: 'not', of: one() };
    if (token === '(') {
      const inner = any();
      if (!isNext(')')) throw fail();
      position += 1;
      return inner;
    }
    if (typeof token !== 'object') throw fail();
    return token;
  }

  if (tokens.length === 0) return { kind: 'all' };
  const condition = any();
  if (position < tokens.length) throw fail();
  return condition;
}

/** Splits a condition into comparisons, operators and parentheses. */
function tokensOf(text: string): (string | Comparison | { readonly kind: 'all' })[] {
  const tokens: (string | Comparison | { readonly kind: 'all' })[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const found = tokenPattern.exec(text);
    if (found === null) {
      throw new CloudError('FailedOperation.SyntaxError', `Not understood: ${text.slice(at)}`, 'QueryString');
    }
    const [, parenthesis, field, operator = ':', quoted, bare = ''] = found;
    if (parenthesis !== undefined) tokens.push(parenthesis);
    else if (field === undefined && quoted === undefined && ['AND', 'OR', 'NOT'].includes(bare)) tokens.push(bare);
    else if (field === undefined && bare === '*') tokens.push({ kind: 'all' });
    else tokens.push(comparison(field, operator as Comparison['operator'], quoted, bare));
  }
  return tokens;
}

function comparison(
  field: string | undefined,
  operator: Comparison['operator'],
  quoted: string | undefined,
  bare: string,
): Comparison {
  const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
  return { kind: 'compare', operator, quoted: quoted !== undefined, value, ...(field !== undefined && { field }) };
}
