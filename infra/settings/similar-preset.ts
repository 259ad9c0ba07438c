/**
 * Returns the preset that was probably meant by the name of another environment: the name begins as a preset's does (`production`,
 * `stage`), or differs from it by a letter or two (`pord`). Names with digits or hyphens are chosen on purpose, as
 * `pr-4` and `dev-anna` are, unless they differ by a single character (`dev1`, `pro-d`).
 *
 * @returns `undefined` if the name is a preset's, or like none
 */
export function similarPreset(name: string, presets: readonly string[]): string | undefined {
  if (name === '' || presets.includes(name)) return undefined;
  const isWord = /^[a-z]+$/i.test(name);
  const lower = name.toLowerCase();
  const beginning = presets.find(
    (preset) => isWord && (preset.startsWith(lower) || lower.startsWith(preset.slice(0, 4))),
  );
  if (beginning !== undefined) return beginning;
  const distances = presets.map((preset) => {
    // Two letters of three are another word.
    const allowed = isWord && preset.length > 3 ? 2 : 1;
    const distance = editDistance(lower, preset);
    return { preset, distance: distance <= allowed ? distance : Number.POSITIVE_INFINITY };
  });
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest === undefined || nearest.distance === Number.POSITIVE_INFINITY ? undefined : nearest.preset;
}

/** The number of characters to add, remove, replace or exchange with their neighbour that turns a text into another one. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= from.length; i += 1) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= to.length; j += 1) {
      const isExchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        i === 0 || j === 0
          ? i + j
          : Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1),
              ...(isExchanged ? [at(i - 2, j - 2) + 1] : []),
            ),
      );
    }
  }
  return at(from.length, to.length);
}
