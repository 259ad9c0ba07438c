import { z } from 'zod';
import { CloudError } from './cloud-error';
import { type Condition, parseCondition } from './cls-condition';
import { compareNumbers } from './cls-index';

const targetsSchema = z.array(
  z.looseObject({
    TopicId: z.string(),
    Query: z.string(),
    Number: z.int(),
    StartTimeOffset: z.int(),
    EndTimeOffset: z.int(),
  }),
);

/** Counts the lines of a topic that meet a condition, from one time until before another, in milliseconds since 1970. */
export type CountLines = (topicId: string, condition: Condition, from: number, until: number) => number;

/** The only analysis that the local cloud supports: the number of lines. */
const countQuery = /^(.*?)\|\s*select\s+count\(\*\)\s+as\s+(\w+)\s*$/is;
const triggerPattern = /^\s*\$(\d+)\.(\w+)\s*(>=|<=|==|>|<)\s*(\d+)\s*$/;

/**
 * Whether an alarm's condition is met.
 *
 * @param settings of the alarm, by the API's names
 * @throws {CloudError} if the alarm uses what the local cloud does not support
 */
export function isAlarmRaised(settings: Readonly<Record<string, unknown>>, now: number, count: CountLines): boolean {
  const targets = targetsSchema.parse(settings.AlarmTargets);
  const [, number, name, operator = '', limit] = triggerPattern.exec(String(settings.Condition)) ?? [];
  const target = targets.find((one) => one.Number === Number(number));
  if (target === undefined) throw unsupported(`the condition ${settings.Condition}`);
  const [, condition = '', counted] = countQuery.exec(target.Query) ?? [];
  if (counted === undefined || counted !== name) throw unsupported(`the query ${target.Query}`);
  const minutes = (offset: number) => now + offset * 60_000;
  const lines = count(
    target.TopicId,
    parseCondition(condition),
    minutes(target.StartTimeOffset),
    minutes(target.EndTimeOffset) + 1,
  );
  return compareNumbers(lines, operator === '==' ? '=' : operator, Number(limit));
}

const unsupported = (what: string) =>
  new CloudError('FailedOperation.SyntaxError', `The local cloud does not support ${what} of an alarm.`);
