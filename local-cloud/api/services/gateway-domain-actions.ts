import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models';
import { z } from 'zod';
import type { GatewayDomainService, PathMapping } from '../../account/gateway-domains';
import { type Action, action } from '../action';
import { pageOf } from '../page';

const text = z.string();
const mappings = z.array(z.strictObject({ Path: text, Environment: text }));

/** Domains of one's own of the service `apigateway`. */
export function gatewayDomainActions(domains: GatewayDomainService): Readonly<Record<string, Action>> {
  return {
    BindSubDomain: action<Models.BindSubDomainRequest, Models.BindSubDomainResponse>({
      parameters: {
        ServiceId: text,
        SubDomain: text,
        Protocol: text,
        NetType: text,
        NetSubDomain: text,
        IsDefaultMapping: z.boolean(),
        IsForcedHttps: z.boolean().optional(),
        CertificateId: text.optional(),
        PathMappingSet: mappings.optional(),
      },
      answer: (wanted, { region }) => {
        const record = {
          serviceId: wanted.ServiceId,
          domain: wanted.SubDomain,
          protocol: wanted.Protocol,
          netType: wanted.NetType,
          defaultDomain: wanted.NetSubDomain,
          isDefaultMapping: wanted.IsDefaultMapping,
          isForcedHttps: wanted.IsForcedHttps ?? false,
          certificateId: wanted.CertificateId,
          mappings: readMappings(wanted.PathMappingSet),
        };
        domains.bind(record, region);
        return {};
      },
    }),

    ModifySubDomain: action<Models.ModifySubDomainRequest, Models.ModifySubDomainResponse>({
      parameters: {
        ServiceId: text,
        SubDomain: text,
        IsDefaultMapping: z.boolean(),
        Protocol: text.optional(),
        NetType: text.optional(),
        IsForcedHttps: z.boolean().optional(),
        CertificateId: text.optional(),
        PathMappingSet: mappings.optional(),
      },
      answer: ({ ServiceId, SubDomain, ...changed }) => {
        domains.change(ServiceId, SubDomain, {
          isDefaultMapping: changed.IsDefaultMapping,
          ...(changed.Protocol !== undefined && { protocol: changed.Protocol }),
          ...(changed.NetType !== undefined && { netType: changed.NetType }),
          ...(changed.IsForcedHttps !== undefined && { isForcedHttps: changed.IsForcedHttps }),
          ...(changed.CertificateId !== undefined && { certificateId: changed.CertificateId }),
          ...(changed.PathMappingSet !== undefined && { mappings: readMappings(changed.PathMappingSet) }),
        });
        return { Result: true };
      },
    }),

    UnBindSubDomain: action<Models.UnBindSubDomainRequest, Models.UnBindSubDomainResponse>({
      parameters: { ServiceId: text, SubDomain: text },
      answer: ({ ServiceId, SubDomain }) => {
        domains.unbind(ServiceId, SubDomain);
        return { Result: true };
      },
    }),

    DescribeServiceSubDomains: action<
      Models.DescribeServiceSubDomainsRequest,
      Models.DescribeServiceSubDomainsResponse
    >({
      parameters: { ServiceId: text, Offset: z.int().optional(), Limit: z.int().optional() },
      answer: ({ ServiceId, ...page }) => {
        const found = domains.domainsOf(ServiceId);
        const list = pageOf(found, page).map((one) => ({
          DomainName: one.domain,
          Status: 1,
          CertificateId: one.certificateId ?? '',
          IsDefaultMapping: one.isDefaultMapping,
          Protocol: one.protocol,
          NetType: one.netType,
          IsForcedHttps: one.isForcedHttps,
          RegistrationStatus: true,
        }));
        return { Result: { TotalCount: found.length, DomainSet: list } };
      },
    }),

    DescribeServiceSubDomainMappings: action<
      Models.DescribeServiceSubDomainMappingsRequest,
      Models.DescribeServiceSubDomainMappingsResponse
    >({
      parameters: { ServiceId: text, SubDomain: text },
      answer: ({ ServiceId, SubDomain }) => {
        const { isDefaultMapping, mappings: mapped } = domains.get(ServiceId, SubDomain);
        const list = mapped.map(({ path, environment }) => ({ Path: path, Environment: environment }));
        return { Result: { IsDefaultMapping: isDefaultMapping, PathMappingSet: list } };
      },
    }),
  };
}

const readMappings = (list: readonly Models.PathMapping[] = []): PathMapping[] =>
  list.map(({ Path, Environment }) => ({ path: Path, environment: Environment }));
