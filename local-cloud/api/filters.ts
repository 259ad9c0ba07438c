import { z } from 'zod';

/** Filters of the services that call the filtered attribute `Name`, such as `vpc`. */
export const nameFilters = z.array(z.object({ Name: z.string(), Values: z.array(z.string()) }));

/** Filters of the services that call the filtered attribute `Key`, such as `cls`. */
export const keyFilters = z.array(z.object({ Key: z.string(), Values: z.array(z.string()) }));

type Filter = z.infer<typeof nameFilters>[number] | z.infer<typeof keyFilters>[number];

/**
 * Whether a resource passes all filters. No resource passes a filter by an unknown attribute, so that a call with a filter
 * that is not supported does not return everything.
 *
 * @param attributes of the resource, by the filters' names
 */
export function passesFilters(filters: readonly Filter[], attributes: Readonly<Record<string, string>>): boolean {
  return filters.every((filter) => {
    const value = attributes['Name' in filter ? filter.Name : filter.Key];
    return value !== undefined && filter.Values.includes(value);
  });
}
