import { CloudError } from './cloud-error';

/** Availability zones of the supported regions: the number in the zone's name -> the API's ID. platform: regions-and-zones */
const zones: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'ap-guangzhou': { '3': 100003, '4': 100004, '6': 100006, '7': 100007 },
  'ap-shanghai': { '2': 200002, '3': 200003, '4': 200004, '5': 200005 },
  'ap-nanjing': { '1': 330001, '2': 330002, '3': 330003 },
  'ap-beijing': { '3': 800003, '4': 800004, '5': 800005, '6': 800006 },
  'ap-hongkong': { '2': 300002, '3': 300003 },
  'ap-singapore': { '1': 900001, '2': 900002, '3': 900003, '4': 900004 },
};

/** Refuses a region that is not supported. */
export function checkRegion(region: string): void {
  if (zones[region] === undefined) {
    throw new CloudError('UnsupportedRegion', `The region ${region} is not one of ${Object.keys(zones).join(', ')}.`);
  }
}

/** @returns the API's ID of a zone; `undefined` if the region has no such zone */
export function zoneId(region: string, zone: string): number | undefined {
  if (!zone.startsWith(`${region}-`)) return undefined;
  return zones[region]?.[zone.slice(region.length + 1)];
}

/** @returns the zones of a region, each with its name and the API's ID */
export function zonesOf(region: string): readonly { readonly name: string; readonly id: number }[] {
  return Object.entries(zones[region] ?? {}).map(([number, id]) => ({ name: `${region}-${number}`, id }));
}

/** Names of the supported regions. */
export const regions = Object.keys(zones);

/** Whether a region is in the Chinese mainland, where domains have to be registered. platform: domain-registration */
export const isMainland = (region: string): boolean => !['ap-hongkong', 'ap-singapore'].includes(region);
