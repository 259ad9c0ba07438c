/** The units of a period, in minutes. */
const unitMinutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** The longest period, in days: CLS keeps no log of an environment longer. */
export const longestDays = 3600;

/** Reads `SINCE`, such as `30m`, `2h` or `7d`. @returns minutes. @throws {Error} about what is not allowed */
export function readSince(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,7})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * (unitMinutes[unit] ?? 0);
  if (minutes > 0 && minutes <= longestDays * 24 * 60) return minutes;
  throw new Error(
    `SINCE: found "${text}"; allowed: minutes, hours or days up to ${longestDays}d, such as 30m, 2h or 7d.`,
  );
}

/** Reads `SINCE` for a log that keeps lines for some days. @throws {Error} about what is not allowed, or if older lines would be missing */
export function readSinceInLog(text: string, log: { readonly environment: string; readonly days: number }): number {
  const minutes = readSince(text);
  if (minutes <= log.days * 24 * 60) return minutes;
  throw new Error(
    `SINCE: found "${text}"; the log of ${log.environment} keeps ${log.days} days: allowed: up to ${log.days}d.`,
  );
}
