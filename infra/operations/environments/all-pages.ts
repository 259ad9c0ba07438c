interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  /** How many there are on all pages. */
  readonly total: number | undefined;
}

/** Reads all pages of a list. @param limit items of a page, at most as many as the API allows */
export async function allPages<Item>(
  limit: number,
  read: (page: { readonly Limit: number; readonly Offset: number }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (;;) {
    const { items = [], total = 0 } = await read({ Limit: limit, Offset: found.length });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}
