import { CloudError } from './cloud-error';
import type { PackageRecord } from './sms-records';

/** @returns a package from which a message can be sent; `undefined` if none has messages left and has not expired */
export function findUsablePackage(packages: Iterable<PackageRecord>, now: number): PackageRecord | undefined {
  return [...packages].find(({ amount, used, expiresAt }) => used < amount && expiresAt > now);
}

/** Hours of the API, such as `2024050113`, in Beijing time. */
export interface Period {
  readonly begin: string;
  readonly end: string;
}

/** Lists the packages that were created in a period, which has to end in the past. platform: sms-packages */
export function packagesOfPeriod(
  packages: Iterable<PackageRecord>,
  { begin, end }: Period,
  now: number,
): readonly PackageRecord[] {
  const from = readHour(begin);
  const to = readHour(end);
  if (from === undefined) {
    const message = `The hour ${begin} does not have the form yyyymmddhh.`;
    throw new CloudError('InvalidParameterValue.BeginTimeVerifyFail', message, 'BeginTime');
  }
  if (to === undefined || to <= from || to > now) {
    const message = `The hour ${end} does not have the form yyyymmddhh, or is not after ${begin} and in the past.`;
    throw new CloudError('InvalidParameterValue.EndTimeVerifyFail', message, 'EndTime');
  }
  return [...packages].filter(({ createdAt }) => createdAt >= from && createdAt < to);
}

/** @returns milliseconds since 1970; `undefined` if the text is no hour */
function readHour(text: string): number | undefined {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:00:00+08:00`);
  return Number.isNaN(time) ? undefined : time;
}
