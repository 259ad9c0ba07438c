import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { allPages } from './all-pages';

/** The largest page of the list of domains. */
const limit = 100;

/** A domain of one's own in a region. */
export interface FunctionDomain {
  readonly name: string;
  /** The functions that it leads to, as Terraform imports them, such as `default+sms-verification-dev`. */
  readonly functionIds: readonly string[];
}

/** Lists the domains of a region that lead to functions. @throws if the API refuses the call */
export async function listFunctionDomains(config: ClientConfig): Promise<readonly FunctionDomain[]> {
  const client = new Client(config);
  const domains = await allPages(
    limit,
    async (Offset) => (await client.ListCustomDomains({ Offset, Limit: limit })).Domains,
  );
  return domains.map(({ Domain: name, EndpointsConfig }) => ({
    name,
    functionIds: [...new Set((EndpointsConfig ?? []).map((one) => `${one.Namespace}+${one.FunctionName}`))],
  }));
}
