/** Ports from the first to the last, both included. platform: security-group-ports */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const highestPort = 65_535;

/**
 * Reads the ports of a security group rule: `ALL`, a port such as `6379`, a range such as `8000-9000`, or a list of ports and
 * ranges such as `22,8000-9000`.
 *
 * @returns `undefined` if the text has another form, a range starts after its end, or a port is above 65535
 */
export function readPortRanges(text: string): readonly PortRange[] | undefined {
  if (text.toUpperCase() === 'ALL') return [{ first: 0, last: highestPort }];
  if (!/^\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*$/.test(text)) return undefined;
  const ranges = text.split(',').map((part) => {
    const [first = '', last = first] = part.split('-');
    return { first: Number(first), last: Number(last) };
  });
  return ranges.every(({ first, last }) => first <= last && last <= highestPort) ? ranges : undefined;
}

export const includesPort = (ranges: readonly PortRange[], port: number) =>
  ranges.some(({ first, last }) => first <= port && port <= last);
