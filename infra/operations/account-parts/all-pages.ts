/**
 * Reads page after page of a list, until one is not full.
 *
 * @param limit size of a page
 * @param read reads the page that begins at an offset
 */
export async function allPages<Item>(
  limit: number,
  read: (offset: number) => Promise<readonly Item[] | undefined>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const page = (await read(items.length)) ?? [];
    items.push(...page);
    if (page.length < limit) return items;
  }
}
