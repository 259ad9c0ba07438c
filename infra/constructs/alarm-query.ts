/** A condition of CQL, the query language of CLS, for lines of any of these events. platform: cql-quoted-text, cql-upper-case */
export const anyEventOf = (...events: readonly string[]): string =>
  events.map((event) => `event:"${event}"`).join(' OR ');

/** A query that counts the lines for which a condition holds, as `lines`. platform: alarm-query-analysis */
export const countOf = (condition: string): string => `${condition} | select count(*) as lines`;
