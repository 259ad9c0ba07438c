/** A part of a list: `Offset` and `Limit`, which some services take as texts. */
export interface Page {
  readonly Offset?: string | number;
  readonly Limit?: string | number;
}

/** The part of a list that was asked for. */
export function pageOf<T>(items: readonly T[], { Offset = 0, Limit = 20 }: Page): T[] {
  return items.slice(Number(Offset), Number(Offset) + Number(Limit));
}
