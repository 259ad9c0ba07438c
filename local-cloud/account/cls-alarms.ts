import { z } from 'zod';
import { isConditionMet, type QueryResults } from './cls-trigger';

const targetsSchema = z.array(
  z.looseObject({
    TopicId: z.string(),
    Query: z.string(),
    Number: z.int(),
    StartTimeOffset: z.int(),
    EndTimeOffset: z.int(),
  }),
);

/**
 * Runs a query with an analysis on the lines of a topic, from one time until before another, in milliseconds since 1970. Returns the columns
 * by their names.
 */
export type RunQuery = (
  topicId: string,
  query: string,
  from: number,
  until: number,
) => Readonly<Record<string, number>>;

/**
 * Whether an alarm's condition is met.
 *
 * @param settings of the alarm, by the API's names
 * @throws {CloudError} if the alarm uses what the local cloud does not support
 */
export function isAlarmRaised(settings: Readonly<Record<string, unknown>>, now: number, runQuery: RunQuery): boolean {
  const minutes = (offset: number) => now + offset * 60_000;
  const results: QueryResults = new Map(
    targetsSchema
      .parse(settings.AlarmTargets)
      .map(({ Number: number, TopicId, Query, StartTimeOffset, EndTimeOffset }) => [
        number,
        runQuery(TopicId, Query, minutes(StartTimeOffset), minutes(EndTimeOffset) + 1),
      ]),
  );
  return isConditionMet(String(settings.Condition), results);
}
