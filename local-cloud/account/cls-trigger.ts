import { CloudError } from './cloud-error';

/** The results of an alarm's queries, by the number of the query and the name of the column. */
export type QueryResults = ReadonlyMap<number, Readonly<Record<string, number>>>;

type Value = number | boolean;

const tokenPattern = /\s*(?:(\d+(?:\.\d+)?)|\$(\d+)\.([A-Za-z]\w*)|(\|\||&&|>=|<=|==|!=|[-+*/%()<>]))/y;

const arithmetic: Readonly<Record<string, (one: number, other: number) => Value>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '%': (one, other) => one % other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
};

/** Operators of the same precedence, those that bind least first. */
const levels = [['||'], ['&&'], ['==', '!=', '>', '>=', '<', '<='], ['+', '-'], ['*', '/', '%']] as const;

/**
 * Evaluates the trigger condition of an alarm: numbers, `$N.name`, `+ - * / %`, comparisons of numbers, `&&`, `||` and parentheses. It is met
 * only if it is true, not if it is a number. platform: alarm-trigger-condition
 *
 * @throws {CloudError} if it uses anything else, or a result that is not there
 */
export function isConditionMet(text: string, results: QueryResults): boolean {
  const tokens = tokensOf(text, results);
  let position = 0;
  const fail = () => new CloudError('FailedOperation.SyntaxError', `The condition is malformed: ${text}`, 'Condition');

  function evaluate(level: number): Value {
    const operators: readonly string[] | undefined = levels[level];
    if (operators === undefined) return evaluateOne();
    let value = evaluate(level + 1);
    for (let operator = tokens[position]; typeof operator === 'string' && operators.includes(operator); ) {
      position += 1;
      value = combine(operator, value, evaluate(level + 1));
      operator = tokens[position];
    }
    return value;
  }

  function evaluateOne(): Value {
    const token = tokens[position];
    position += 1;
    if (typeof token === 'number') return token;
    if (token !== '(') throw fail();
    const value = evaluate(0);
    if (tokens[position] !== ')') throw fail();
    position += 1;
    return value;
  }

  function combine(operator: string, one: Value, other: Value): Value {
    if (typeof one === 'boolean' && typeof other === 'boolean') {
      if (operator === '&&') return one && other;
      if (operator === '||') return one || other;
    }
    const calculate = arithmetic[operator];
    if (calculate === undefined || typeof one === 'boolean' || typeof other === 'boolean') throw fail();
    return calculate(one, other);
  }

  const value = evaluate(0);
  if (position < tokens.length) throw fail();
  return value === true;
}

/** Splits a condition into operators and numbers, of which those of the results have their values. */
function tokensOf(text: string, results: QueryResults): (string | number)[] {
  const tokens: (string | number)[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const [found, number, query, name = '', operator = ''] = tokenPattern.exec(text) ?? [];
    const value = number ?? results.get(Number(query))?.[name];
    if (found === undefined || (operator === '' && value === undefined)) {
      const message = `The local cloud does not support ${text.slice(at).trim()} in the condition of an alarm.`;
      throw new CloudError('FailedOperation.SyntaxError', message, 'Condition');
    }
    tokens.push(operator === '' ? Number(value) : operator);
  }
  return tokens;
}
