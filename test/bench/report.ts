/** Sends the measurements to the parent process, and exits. */
export function report(measured: object): void {
  process.send?.(measured, () => process.exit(0));
}
