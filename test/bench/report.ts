/** Tells the process that started this one what was measured, and ends. */
export function report(measured: object): void {
  process.send?.(measured, () => process.exit(0));
}
