import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_models';
import { z } from 'zod';
import { zonesOf } from '../../account/region';
import { type ApiService, action } from '../action';

/** Regions and their availability zones. */
export const regionApi: ApiService = {
  version: '2022-06-27',
  actions: {
    DescribeZones: action<Models.DescribeZonesRequest, Models.DescribeZonesResponse>({
      parameters: { Product: z.string() },
      ignored: ['Scene'],
      answer: (_, { region }) => {
        const zones = zonesOf(region).map(({ name, id }) => ({
          Zone: name,
          ZoneName: name,
          ZoneId: String(id),
          ZoneState: 'AVAILABLE',
          ParentZone: '',
          ParentZoneId: '',
          ParentZoneName: '',
          ZoneType: '',
          MachineRoomTypeMC: '',
          ZoneIdMC: '',
        }));
        return { TotalCount: zones.length, ZoneSet: zones };
      },
    }),
  },
};
