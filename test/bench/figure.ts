/** Something measured. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `kB` or `/s`; empty for a ratio or a count. */
  readonly unit: string;
  /** What the value should keep to. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Whether a figure keeps to its goal; `undefined` where it has none. */
export function keepsGoal({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** A figure's value with its unit. */
export function shownValue({ value, unit }: Figure): string {
  const number = Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
  return `${number} ${unit}`.trimEnd();
}

/** A figure's goal, such as `<= 100`; empty where it has none. */
export function limitOf({ goal }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
}

/** The figures as a table, 80 columns wide at most. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const verdict = { true: 'kept', false: 'MISSED', undefined: '' }[String(keepsGoal(figure))];
    const cells = [figure.name.padEnd(42), shownValue(figure).padStart(14), `  ${limitOf(figure)}`.padEnd(14), verdict];
    return cells.join('').trimEnd();
  });
  return rows.join('\n');
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
