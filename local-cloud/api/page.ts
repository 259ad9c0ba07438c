/** A page by its offset. Some services take the numbers as strings. */
export interface OffsetPage {
  readonly Offset?: string | number;
  readonly Limit?: string | number;
}

/** A page by its number, from 1, and its size. */
export interface NumberedPage {
  readonly Page: number;
  readonly Rp: number;
}

export function pageOf<T>(items: readonly T[], { Offset = 0, Limit = 20 }: OffsetPage): T[] {
  return items.slice(Number(Offset), Number(Offset) + Number(Limit));
}

export function numberedPageOf<T>(items: readonly T[], { Page, Rp }: NumberedPage): T[] {
  return items.slice((Page - 1) * Rp, Page * Rp);
}
