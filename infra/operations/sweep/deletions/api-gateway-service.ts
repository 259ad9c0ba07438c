import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import type { Deletion } from '../deletion';

/** More than the domains that a service has: the stacks bind one. */
const mostDomains = 100;

/** Takes the domains and the releases of a service away, and deletes its APIs and then the service. platform: api-gateway-deletion-order */
export const apiGatewayService: Deletion = {
  begin(config, ServiceId) {
    const client = new Client(config);
    return async () => {
      const service = await client.DescribeService({ ServiceId });
      const { Result: domains } = await client.DescribeServiceSubDomains({ ServiceId, Limit: mostDomains });
      for (const { DomainName } of domains?.DomainSet ?? []) {
        await client.UnBindSubDomain({ ServiceId, SubDomain: DomainName });
      }
      for (const EnvironmentName of service.AvailableEnvironments ?? []) {
        await client.UnReleaseService({ ServiceId, EnvironmentName });
      }
      for (const { ApiId } of service.ApiIdStatusSet ?? []) await client.DeleteApi({ ServiceId, ApiId: ApiId ?? '' });
      await client.DeleteService({ ServiceId });
      return undefined;
    };
  },
};
