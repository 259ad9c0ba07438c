/** A quotation in a Markdown file: a value between two HTML comments, of which the first has its name. */
const quotation = /(<!-- figure: ([^>]+?) -->)[^<`]*(<!-- -->)/g;

/**
 * Replaces what a text quotes.
 *
 * @param values by name
 * @throws {Error} if the text quotes something that has no value
 */
export function withQuotes(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(quotation, (_, before: string, name: string, after: string) => {
    const value = values.get(name);
    if (value === undefined)
      throw new Error(`A document quotes the figure "${name}", which docs/figures.json has not.`);
    return `${before}${value}${after}`;
  });
}
