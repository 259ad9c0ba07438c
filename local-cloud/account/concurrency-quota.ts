import { CloudError } from './cloud-error';
import type { FunctionRecord } from './scf-function';

/** Regions in which an account has the larger quota. platform: concurrency-quota */
const largeRegions = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-hongkong'];
/** Memory that cannot be reserved, in MB. platform: reserved-concurrency-sum */
const unreservable = 12_800;

/** @returns the memory in MB that instances of all functions of a region can have together */
export const concurrencyQuota = (region: string) => (largeRegions.includes(region) ? 128_000 : 64_000);

/** @returns the memory in MB that can be reserved in a region */
export const reservableMemory = (region: string) => concurrencyQuota(region) - unreservable;

/** @returns the memory in MB that functions of a region have reserved */
export function reservedMemoryOf(functions: Iterable<FunctionRecord>, region: string): number {
  const reserved = [...functions].map((one) => (one.region === region ? (one.reservedMemory ?? 0) : 0));
  return reserved.reduce((sum, memory) => sum + memory, 0);
}

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
  const others = [...functions].filter((one) => one.functionId !== functionId);
  const reserved = reservedMemoryOf(others, region);
  if (reserved + memory <= reservableMemory(region)) return;
  const message =
    `${memory} MB cannot be reserved: functions of ${region} can reserve ${reservableMemory(region)} MB together, ` +
    `and others have reserved ${reserved} MB.`;
  throw new CloudError('LimitExceeded.FunctionReservedConcurrencyMemory', message, 'ReservedConcurrencyMem');
}
