import { describe, expect, it } from 'vitest';
import { countLines, parseAnalysis } from '../../../local-cloud/account/cls-analysis';

const keyOf = (Key: string, SqlFlag?: boolean) => ({
  Key,
  Value: { Type: 'text', ...(SqlFlag !== undefined && { SqlFlag }) },
});
const index = { Rule: { KeyValue: { KeyValues: [keyOf('event', true), keyOf('reason', false), keyOf('other')] } } };
const lines = [{ event: 'a' }, { event: 'a', reason: 'x' }, { event: 'ab' }, {}];

// platform: alarm-query-analysis, cls-sql-92
describe('The analysis of a query', () => {
  it.each([
    [' select count(*) as lines ', { lines: 4 }],
    ["SELECT COUNT(CASE WHEN event = 'a' THEN 1 END) AS found", { found: 2 }],
    ["select count(*) as lines, count(case when event = 'ab' then 1 end) as found", { lines: 4, found: 1 }],
    ["select count(case when event = 'none' then 1 end) as found", { found: 0 }],
  ])('counts lines, all or those whose field has a value: %s', (text, counted) => {
    expect(countLines(parseAnalysis(text, index), lines)).toEqual(counted);
  });

  it.each([
    '',
    'count(*) as lines',
    'select count(*)',
    'select sum(durationMs) as sum',
    'select count(*) as 1st',
    "select count_if(event = 'a') as found",
    'select count(case when event = "a" then 1 end) as found',
    'select count(*) as lines group by event',
  ])('is refused if it is anything else: %j', (text) => {
    expect(() => parseAnalysis(text, index)).toThrow('does not support the analysis');
  });

  it('uses only fields that the index has with statistics', () => {
    for (const field of ['reason', 'other', 'unknown']) {
      const text = `select count(case when ${field} = 'x' then 1 end) as found`;
      expect(() => parseAnalysis(text, index)).toThrow(`SQL may not use the field ${field}`);
    }
    expect(() => parseAnalysis("select count(case when event = 'x' then 1 end) as found", {})).toThrow('SQL may not');
    expect(countLines(parseAnalysis('select count(*) as lines', {}), lines)).toEqual({ lines: 4 });
  });
});
