import type { GatewayDomainRecord, GatewayDomainService } from '../../account/gateway-domains';
import type { ScfDomainRecord, ScfDomainService } from '../../account/scf-domains';
import type { ResourceType, Values } from '../provider-definition';
import { blocks, flag, text, texts } from './attribute';

/** `tencentcloud_scf_custom_domain`. Like the real provider, it fails to read a domain that is gone. platform: domain-missing-fails */
export function scfDomainResources(
  domains: ScfDomainService,
  region: () => string,
): Readonly<Record<string, ResourceType>> {
  return {
    tencentcloud_scf_custom_domain: {
      attributes: {
        Domain: 'domain',
        Protocol: 'protocol',
        CertConfig: 'cert_config',
        EndpointsConfig: 'endpoints_config',
      },
      async create(planned) {
        domains.create(wantedScfDomain(planned, region()));
        return scfDomainValues(domains.get(text(planned, 'domain')));
      },
      async read(state) {
        return scfDomainValues(domains.get(text(state, 'id')));
      },
      async update(planned, prior) {
        // platform: domain-name-fixed
        if (planned.domain !== prior.domain) throw new Error('argument `domain` cannot be changed');
        const { domain, region: _, ...changes } = wantedScfDomain(planned, region());
        domains.change(domain, changes);
        return scfDomainValues(domains.get(domain));
      },
      async delete(state) {
        domains.delete(text(state, 'id'));
      },
    },
  };
}

/** `tencentcloud_api_gateway_custom_domain`. platform: domain-name-fixed */
export function gatewayDomainResources(
  domains: GatewayDomainService,
  region: () => string,
): Readonly<Record<string, ResourceType>> {
  return {
    tencentcloud_api_gateway_custom_domain: {
      attributes: { SubDomain: 'sub_domain', CertificateId: 'certificate_id', NetSubDomain: 'default_domain' },
      async create(planned) {
        const wanted = wantedGatewayDomain(planned);
        domains.bind(wanted, region());
        return gatewayDomainValues(domains.get(wanted.serviceId, wanted.domain), planned);
      },
      async read(state) {
        const [serviceId = ''] = text(state, 'id').split('#');
        // The real provider takes the first domain of the service, whatever its name is.
        const [first] = domains.domainsOf(serviceId);
        return first && gatewayDomainValues(first, state);
      },
      async update(planned, prior) {
        const [serviceId = ''] = text(prior, 'id').split('#');
        const { serviceId: _, domain, defaultDomain: __, ...changes } = wantedGatewayDomain(planned);
        domains.change(serviceId, domain, changes);
        return { ...gatewayDomainValues(domains.get(serviceId, domain), planned), id: prior.id };
      },
      async delete(state) {
        const [serviceId = '', domain = ''] = text(state, 'id').split('#');
        domains.unbind(serviceId, domain);
      },
    },
  };
}

function wantedScfDomain(planned: Values, region: string): ScfDomainRecord {
  const [certificate = {}] = blocks(planned, 'cert_config');
  return {
    domain: text(planned, 'domain'),
    region,
    protocol: text(planned, 'protocol'),
    certificateId: text(certificate, 'certificate_id') || undefined,
    endpoints: blocks(planned, 'endpoints_config').map((one) => ({
      namespace: text(one, 'namespace'),
      functionName: text(one, 'function_name'),
      qualifier: text(one, 'qualifier'),
      pathMatch: text(one, 'path_match'),
    })),
  };
}

function scfDomainValues({ domain, protocol, certificateId, endpoints }: ScfDomainRecord): Values {
  return {
    id: domain,
    domain,
    protocol,
    cert_config: [{ certificate_id: certificateId ?? '' }],
    waf_config: [{ waf_open: 'CLOSE', waf_instance_id: '' }],
    endpoints_config: endpoints.map(({ namespace, functionName, qualifier, pathMatch }) => ({
      namespace,
      function_name: functionName,
      qualifier,
      path_match: pathMatch,
      path_rewrite: [],
    })),
  };
}

function wantedGatewayDomain(planned: Values): GatewayDomainRecord {
  return {
    serviceId: text(planned, 'service_id'),
    domain: text(planned, 'sub_domain'),
    protocol: text(planned, 'protocol'),
    netType: text(planned, 'net_type'),
    defaultDomain: text(planned, 'default_domain'),
    isDefaultMapping: flag(planned, 'is_default_mapping', true),
    isForcedHttps: flag(planned, 'is_forced_https'),
    certificateId: text(planned, 'certificate_id') || undefined,
    mappings: texts(planned, 'path_mappings').map((mapping) => {
      const [path = '', environment = ''] = mapping.split('#');
      return { path, environment };
    }),
  };
}

function gatewayDomainValues(record: GatewayDomainRecord, given: Values): Values {
  return {
    ...given,
    id: `${record.serviceId}#${record.domain}`,
    service_id: record.serviceId,
    protocol: record.protocol,
    net_type: record.netType,
    is_default_mapping: record.isDefaultMapping,
    is_forced_https: record.isForcedHttps,
    certificate_id: record.certificateId ?? '',
    path_mappings: record.mappings.map(({ path, environment }) => `${path}#${environment}`),
    status: 1,
  };
}
