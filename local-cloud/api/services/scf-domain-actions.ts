import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models';
import { z } from 'zod';
import type { DomainEndpoint, ScfDomainRecord, ScfDomainService } from '../../account/scf-domains';
import { type Action, action } from '../action';
import { pageOf } from '../page';

const text = z.string();
const certificate = z.object({ CertificateId: text.exactOptional() });
const endpoints = z.array(
  z.strictObject({ Namespace: text, FunctionName: text, Qualifier: text, PathMatch: text }).readonly(),
);

/** Domains of one's own of the service `scf`. */
export function domainActions(domains: ScfDomainService): Readonly<Record<string, Action>> {
  return {
    CreateCustomDomain: action<Models.CreateCustomDomainRequest, Models.CreateCustomDomainResponse>({
      parameters: { Domain: text, Protocol: text, EndpointsConfig: endpoints, CertConfig: certificate.optional() },
      ignored: ['WafConfig', 'Tags'],
      answer: ({ Domain, Protocol, EndpointsConfig, CertConfig }, { region }) => {
        const certificateId = CertConfig?.CertificateId;
        domains.create({
          domain: Domain,
          region,
          protocol: Protocol,
          certificateId,
          endpoints: wanted(EndpointsConfig),
        });
        return {};
      },
    }),

    UpdateCustomDomain: action<Models.UpdateCustomDomainRequest, Models.UpdateCustomDomainResponse>({
      parameters: {
        Domain: text,
        Protocol: text.optional(),
        EndpointsConfig: endpoints.optional(),
        CertConfig: certificate.optional(),
      },
      ignored: ['WafConfig'],
      answer: ({ Domain, Protocol, EndpointsConfig, CertConfig }) => {
        domains.change(Domain, {
          ...(Protocol !== undefined && { protocol: Protocol }),
          ...(EndpointsConfig !== undefined && { endpoints: wanted(EndpointsConfig) }),
          ...(CertConfig?.CertificateId !== undefined && { certificateId: CertConfig.CertificateId }),
        });
        return {};
      },
    }),

    GetCustomDomain: action<Models.GetCustomDomainRequest, Models.GetCustomDomainResponse>({
      parameters: { Domain: text },
      answer: ({ Domain = '' }) => domainModel(domains.get(Domain)),
    }),

    ListCustomDomains: action<Models.ListCustomDomainsRequest, Models.ListCustomDomainsResponse>({
      parameters: { Offset: z.int().optional(), Limit: z.int().max(100).optional() },
      answer: (page, { region }) => {
        const found = domains.domains().filter((one) => one.region === region);
        return { Total: found.length, Domains: pageOf(found, page).map(domainModel) };
      },
    }),

    DeleteCustomDomain: action<Models.DeleteCustomDomainRequest, Models.DeleteCustomDomainResponse>({
      parameters: { Domain: text },
      answer: ({ Domain = '' }) => {
        domains.delete(Domain);
        return {};
      },
    }),
  };
}

const wanted = (endpoints: readonly Models.EndpointsConf[]): DomainEndpoint[] =>
  endpoints.map(({ Namespace, FunctionName, Qualifier, PathMatch }) => ({
    namespace: Namespace,
    functionName: FunctionName,
    qualifier: Qualifier,
    pathMatch: PathMatch,
  }));

function domainModel({ domain, protocol, certificateId, endpoints }: ScfDomainRecord): Models.DomainInfo {
  return {
    Domain: domain,
    Protocol: protocol,
    EndpointsConfig: endpoints.map(({ namespace, functionName, qualifier, pathMatch }) => ({
      Namespace: namespace,
      FunctionName: functionName,
      Qualifier: qualifier,
      PathMatch: pathMatch,
      PathRewrite: [],
    })),
    CertConfig: { CertificateId: certificateId ?? '' },
    WafConfig: { WafOpen: 'CLOSE', WafInstanceId: '' },
    Tags: [],
  };
}
