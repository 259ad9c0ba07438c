import { z } from 'zod';
import { CloudError } from './cloud-error';
import type { LineFields } from './cls-index';

/** A column of an analysis: the number of lines, or of those whose field has a value. */
export interface Counter {
  readonly name: string;
  /** @default - all lines are counted */
  readonly only?: { readonly field: string; readonly value: string };
}

const counterPattern = /^\s*count\((?:\*|case when (\w+) = '([^']*)' then 1 end)\) as ([A-Za-z]\w*)\s*$/i;

/** The fields of an index that SQL may use. */
const sqlFields = z.looseObject({
  KeyValue: z
    .looseObject({
      KeyValues: z.array(
        z.looseObject({ Key: z.string(), Value: z.looseObject({ SqlFlag: z.boolean().default(false) }) }),
      ),
    })
    .optional(),
});

/**
 * Parses the part of SQL that the local cloud supports: columns `count(*) as name` and
 * `count(case when field = 'value' then 1 end) as name`. platform: alarm-query-analysis, cls-sql-92
 *
 * @param index the settings of the topic's index, by the API's names
 * @throws {CloudError} for anything else, and for a field without statistics
 */
export function parseAnalysis(text: string, index: Readonly<Record<string, unknown>>): readonly Counter[] {
  const fail = (message: string) => new CloudError('FailedOperation.SyntaxError', message, 'QueryString');
  const [, columns] = /^\s*select\s+(.+)$/is.exec(text) ?? [];
  const { KeyValue } = sqlFields.parse(index.Rule ?? {});
  return (columns ?? text).split(',').map((column) => {
    const [found, field, value = '', name = ''] = counterPattern.exec(column) ?? [];
    if (columns === undefined || found === undefined) {
      throw fail(
        `The local cloud does not support the analysis ${text.trim()}; it supports select count(*) as NAME ` +
          `and select count(case when FIELD = 'VALUE' then 1 end) as NAME.`,
      );
    }
    if (field === undefined) return { name };
    if (KeyValue?.KeyValues.some(({ Key, Value }) => Key === field && Value.SqlFlag) !== true) {
      throw fail(`SQL may not use the field ${field}: the index does not have it with statistics.`);
    }
    return { name, only: { field, value } };
  });
}

/** Counts lines. @returns the columns by their names */
export function countLines(counters: readonly Counter[], lines: readonly LineFields[]): Record<string, number> {
  const count = ({ only }: Counter) =>
    only === undefined ? lines.length : lines.filter((fields) => fields[only.field] === only.value).length;
  return Object.fromEntries(counters.map((counter) => [counter.name, count(counter)]));
}
