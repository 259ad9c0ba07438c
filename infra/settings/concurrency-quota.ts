/** Regions in which an account has the larger quota of concurrency. platform: concurrency-quota */
const largeRegions = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing', 'ap-chengdu', 'ap-hongkong'];
/** Memory of a region's quota that cannot be reserved, in MB. platform: reserved-concurrency-sum */
export const unreservableMemoryMb = 12_800;

/**
 * The number of instances that one function can reserve, if no other function of the region has a reservation.
 *
 * @param memoryMb memory of an instance
 */
export function mostReservedInstances(region: string, memoryMb: number): number {
  const quota = largeRegions.includes(region) ? 128_000 : 64_000;
  return Math.floor((quota - unreservableMemoryMb) / memoryMb);
}
