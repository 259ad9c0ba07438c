/** What a doc comment says of a setting or a variable. */
export interface DocComment {
  readonly description: string;
  /** The text after `@default`. */
  readonly byDefault?: string | undefined;
  /** What a change does to an environment that is deployed: the text after `@change`. */
  readonly change?: string | undefined;
}

/** Parses the text of a doc comment, without `/**` and `*\/`. Markers of claims about the platform are left out. */
export function parseComment(text: string): DocComment {
  const line = text
    .replaceAll(/\s*\n\s*\*?\s*/g, ' ')
    .replaceAll(/ ?platform: [\w-]+(?:, [\w-]+)*/g, '')
    .trim();
  const [description = '', ...tags] = line.split(/ ?@(?=default |change )/);
  const tag = (name: string) => tags.find((one) => one.startsWith(`${name} `))?.slice(name.length + 1);
  return {
    description: withoutDot(description),
    byDefault: trimmed(tag('default'))?.replace(/^- /, ''),
    change: trimmed(tag('change')),
  };
}

const trimmed = (text: string | undefined) => (text === undefined ? undefined : withoutDot(text));
const withoutDot = (text: string) => text.trim().replace(/\.$/, '');
