import { CloudError } from './cloud-error';
import type { FunctionRecord } from './scf-function';

/** Regions in which an account has the larger quota. platform: concurrency-quota */
const largeRegions = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-hongkong'];
/** Memory that cannot be reserved, in MB. platform: reserved-concurrency-sum */
const unreservable = 12_800;

/**
 * Refuses a reservation that does not fit into the region's quota together with those of the other functions.
 *
 * @param memory in MB
 */
export function checkReservation(
  { functionId, region }: Pick<FunctionRecord, 'functionId' | 'region'>,
  memory: number,
  functions: Iterable<FunctionRecord>,
): void {
  const quota = largeRegions.includes(region) ? 128_000 : 64_000;
  const others = [...functions].filter((one) => one.region === region && one.functionId !== functionId);
  const reserved = others.reduce((sum, { reservedMemory = 0 }) => sum + reservedMemory, 0);
  if (reserved + memory <= quota - unreservable) return;
  const message =
    `${memory} MB cannot be reserved: functions of ${region} can reserve ${quota - unreservable} MB together, ` +
    `and others have reserved ${reserved} MB.`;
  throw new CloudError('LimitExceeded.FunctionReservedConcurrencyMemory', message, 'ReservedConcurrencyMem');
}
