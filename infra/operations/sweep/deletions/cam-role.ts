import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import type { Deletion } from '../deletion';

/** The largest page of the API. */
const pageSize = 200;

/** Detaches the policies of a role, and deletes it. Its own policies are parts of their own. platform: cam-cascade */
export const camRole: Deletion = {
  begin(config, RoleId) {
    const client = new Client(config);
    return async () => {
      const { List: attached = [] } = await client.ListAttachedRolePolicies({ RoleId, Page: 1, Rp: pageSize });
      for (const { PolicyId } of attached) {
        if (PolicyId !== undefined) await client.DetachRolePolicy({ DetachRoleId: RoleId, PolicyId });
      }
      await client.DeleteRole({ RoleId });
      return undefined;
    };
  },
};
