/** A condition of CQL, the query language of CLS, for lines of any of these events. platform: cql-quoted-text, cql-upper-case */
export const anyEventOf = (...events: readonly string[]): string =>
  events.map((event) => `event:"${event}"`).join(' OR ');

/** A query that counts the lines for which a condition holds, as `lines`. platform: alarm-query-analysis */
export const countOf = (condition: string): string => `${condition} | select count(*) as lines`;

/** A column of an analysis: how many lines have a value in a field. The text is SQL-92. platform: cls-sql-92 */
export const countWhere = (field: string, value: string, name: string): string =>
  `count(case when ${field} = '${value}' then 1 end) as ${name}`;
