import { Resolver } from 'node:dns/promises';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as ApiGatewayClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import { Client as CamClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import type { EnvironmentSettings } from '../../../settings/environment-schema';
import { gatewayServiceNameOf, stackNameOf } from '../../../settings/stack-name';
import { listFunctionDomains } from '../../account-parts/function-domains';
import { namedTypes } from '../../account-parts/named-types';
import type { AccountCheck, Finding } from '../finding';

const check = 'Domain record';

/** Whether the DNS record of the domain is there, and nobody else uses the domain. platform: domain-record-first */
export const checkDomainRecord: AccountCheck = async ({ settings, config }) => {
  const { domain } = settings;
  if (domain === undefined) return [];
  const taken =
    settings.trigger === 'function-url' ? await findOtherFunction(config, settings, domain.name) : undefined;
  if (taken !== undefined) {
    const found = `${domain.name} is bound to the function ${taken}`;
    const advice = 'Take the domain away from it first, or choose another name: a domain leads to one function.';
    return [{ check, state: 'failure', found, advice }];
  }
  const target = await findTarget(config, settings);
  if (target === undefined) return [notKnown];
  return [{ check, ...judge(domain.name, target, await resolveRecord(domain.name)) }];
};

const notKnown: Finding = {
  check,
  state: 'note',
  found: 'the host at which it has to point is known once the API Gateway service exists',
};

function judge(name: string, target: string, found: string | undefined): Omit<Finding, 'check'> {
  if (found === target) return { state: 'ok', found: `${name} points at ${target}` };
  const advice =
    `Set a CNAME record of ${name} to ${target} where its DNS is managed, and run this command again once DNS servers know it: the ` +
    'domain is refused without it. NAME_SERVER, such as 1.1.1.1, names another DNS server to ask.';
  const present = found === undefined ? `has no CNAME record to ${target}` : `points at ${found}, not at ${target}`;
  return { state: 'failure', found: `${name} ${present}`, advice };
}

/** The function of somebody else that a domain leads to. */
async function findOtherFunction(config: ClientConfig, settings: EnvironmentSettings, name: string) {
  const bound = (await listFunctionDomains(config)).find((one) => one.name === name);
  const other = bound?.functionIds.find((one) => one !== `default+${settings.function.name}`);
  return other?.replace(/^default\+/, '');
}

/** The host at which the record has to point. platform: domain-cname, api-gateway-domain-cname */
async function findTarget(config: ClientConfig, settings: EnvironmentSettings): Promise<string | undefined> {
  if (settings.trigger === 'function-url') {
    const { AppId } = await new CamClient(config).GetUserAppId();
    return `${AppId}.${settings.region}.tencentscf.com`;
  }
  const name = gatewayServiceNameOf(stackNameOf(settings.name));
  const services = await namedTypes.tencentcloud_api_gateway_service?.list(config, name);
  const [id] = services?.find(([, found]) => found === name) ?? [];
  if (id === undefined) return undefined;
  return (await new ApiGatewayClient(config).DescribeService({ ServiceId: String(id) })).OuterSubDomain;
}

/** Asks DNS for a CNAME record: the server that `NAME_SERVER` names, or that of this machine. */
async function resolveRecord(name: string): Promise<string | undefined> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (process.env.NAME_SERVER) resolver.setServers([process.env.NAME_SERVER]);
  try {
    const [target] = await resolver.resolveCname(name);
    return target?.toLowerCase();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA' || code === 'ENOTFOUND') return undefined;
    throw error;
  }
}
