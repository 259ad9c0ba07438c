import { type FaultKind, type FaultName, faultKinds, faultSyntax } from './account/faults';

/** Width of a line in columns, and of the column that has the names. */
const width = { line: 100, name: 24 };

/** Lists all faults for `--help`, each with a description. */
export function describeFaults(): string {
  return (Object.entries(faultKinds) as [FaultName, FaultKind][])
    .flatMap(([name, { description }]) => {
      const syntax = `  ${faultSyntax(name)}`;
      const lines = wrap(description, width.line - width.name);
      // A name that fills its column stands on a line of its own.
      const [first, ...rest] = syntax.length + 2 > width.name ? ['', ...lines] : lines;
      return [`${syntax.padEnd(width.name)}${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(width.name) + line)];
    })
    .join('\n');
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
