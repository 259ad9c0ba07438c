/** The units of a period, in minutes. */
const unitMinutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** Reads `SINCE`, such as `30m`, `2h` or `7d`. @returns minutes. @throws {Error} about what is not allowed */
export function readSince(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * (unitMinutes[unit] ?? 0);
  if (minutes > 0) return minutes;
  throw new Error(`SINCE: found "${text}"; allowed: minutes, hours or days, such as 30m, 2h or 7d.`);
}
