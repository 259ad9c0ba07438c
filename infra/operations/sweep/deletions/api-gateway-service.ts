import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import type { Deletion } from '../deletion';

/** Takes the releases of a service back, and deletes its APIs and then the service. platform: api-gateway-deletion-order */
export const apiGatewayService: Deletion = {
  begin(config, ServiceId) {
    const client = new Client(config);
    return async () => {
      const service = await client.DescribeService({ ServiceId });
      for (const EnvironmentName of service.AvailableEnvironments ?? []) {
        await client.UnReleaseService({ ServiceId, EnvironmentName });
      }
      for (const { ApiId } of service.ApiIdStatusSet ?? []) await client.DeleteApi({ ServiceId, ApiId: ApiId ?? '' });
      await client.DeleteService({ ServiceId });
      return undefined;
    };
  },
};
