import { zonesOf } from '../../account/region';
import type { DataSourceType } from '../provider-definition';

/** `tencentcloud_zones`: every product is in every zone here. platform: redis-zone-number */
export function zonesByProduct(region: () => string): DataSourceType {
  return {
    read: async () => ({
      id: region(),
      zone_list: zonesOf(region()).map(({ name, id }) => ({
        zone: name,
        zone_name: name,
        zone_id: String(id),
        zone_state: 'AVAILABLE',
        parent_zone: '',
        parent_zone_id: '',
        parent_zone_name: '',
        zone_type: '',
      })),
    }),
  };
}
