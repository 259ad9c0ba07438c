/** A measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `kB` or `/s`; empty for a ratio or a count. */
  readonly unit: string;
  /** Of a median of several rounds: the range of the half of them in the middle (interquartile range), in the same unit. */
  readonly spread?: number;
  /** The limit that the value should stay within. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Returns whether a figure meets its goal, or `undefined` if it has no goal. */
export function meetsGoal({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** Formats a figure's value with its unit. */
export function formatValue({ value, unit }: Figure): string {
  const number = Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
  return `${number} ${unit}`.trimEnd();
}

/** Formats a figure's goal, such as `<= 100`. Returns an empty string if it has none. */
export function formatGoal({ goal }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
}

/** Formats figures as a table for the terminal, one line per figure. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const verdict = { true: 'met', false: 'MISSED', undefined: '' }[String(meetsGoal(figure))];
    const cells = [
      figure.name.padEnd(42),
      formatValue(figure).padStart(14),
      `  ${formatGoal(figure)}`.padEnd(14),
      verdict,
    ];
    return cells.join('').trimEnd();
  });
  return rows.join('\n');
}

/** Makes a figure of what was measured in several rounds: the median, with its spread. */
export function medianFigure(figure: Omit<Figure, 'value' | 'spread'>, rounds: readonly number[]): Figure {
  const sorted = [...rounds].sort((a, b) => a - b);
  const quartile = (part: number) => sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
  return { ...figure, value: median(rounds), spread: quartile(0.75) - quartile(0.25) };
}

/** Returns the median: the upper one of the two in the middle if their number is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
