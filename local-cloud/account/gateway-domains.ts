import type { AccountContext } from './account-context';
import type { GatewayServiceRecord } from './api-gateway';
import { CloudError } from './cloud-error';
import { type DomainProblem, type DomainRules, domainProblem } from './domain-rules';

export interface PathMapping {
  /** Such as `/`. */
  readonly path: string;
  /** A stage: `release`, `prepub` or `test`. */
  readonly environment: string;
}

/** A domain of one's own that is bound to an API Gateway service. */
export interface GatewayDomainRecord {
  readonly serviceId: string;
  readonly domain: string;
  readonly protocol: string;
  readonly netType: string;
  /** The host of the service. */
  readonly defaultDomain: string;
  /** Whether paths begin with the stage, as in the address of the service. */
  readonly isDefaultMapping: boolean;
  readonly mappings: readonly PathMapping[];
  readonly isForcedHttps: boolean;
  /** @default - plain HTTP only */
  readonly certificateId?: string | undefined;
}

export interface GatewayDomainDependencies extends DomainRules {
  readonly service: (serviceId: string) => GatewayServiceRecord;
}

export type GatewayDomainService = ReturnType<typeof createGatewayDomainService>;

const codes: Readonly<Record<DomainProblem['about'], string>> = {
  name: 'FailedOperation.SubDomainFormatError',
  registration: 'FailedOperation.DomainNeedBeian',
  record: 'FailedOperation.DomainResolveError',
};

/** Domains of one's own for API Gateway. platform: api-gateway-domain-cname, api-gateway-domain-path */
export function createGatewayDomainService({ storage }: AccountContext, dependencies: GatewayDomainDependencies) {
  const { service, certificates } = dependencies;
  const domains = storage.collection<GatewayDomainRecord>('gateway-domains');

  function checkName({ serviceId, domain: name, defaultDomain }: GatewayDomainRecord, region: string): void {
    const { outerSubDomain: target } = service(serviceId);
    if (defaultDomain !== target) {
      const message = `The host of the service ${serviceId} is ${target}, not ${defaultDomain}.`;
      throw new CloudError('FailedOperation.NetSubDomainError', message, 'NetSubDomain');
    }
    const problem = domainProblem(dependencies, { name, region, target });
    if (problem !== undefined) throw new CloudError(codes[problem.about], problem.message, 'SubDomain');
  }

  function checkSettings({ domain, protocol, isDefaultMapping, mappings, certificateId }: GatewayDomainRecord): void {
    if (!['http', 'https', 'http&https'].includes(protocol)) {
      const message = `The protocol ${protocol} is not http, https or http&https.`;
      throw new CloudError('InvalidParameterValue.InvalidProcotol', message, 'Protocol');
    }
    if (protocol !== 'http') {
      const problem =
        certificateId === undefined
          ? `The protocol ${protocol} needs a certificate.`
          : certificates.problemOf(certificateId, domain);
      if (problem !== undefined) {
        throw new CloudError('FailedOperation.CertificateIdError', problem, 'CertificateId');
      }
    }
    if (!isDefaultMapping && mappings.length === 0) {
      const message = 'Without the default mapping, a mapping of paths is needed.';
      throw new CloudError('FailedOperation.DefineMappingNotNull', message, 'PathMappingSet');
    }
  }

  function get(serviceId: string, domain: string): GatewayDomainRecord {
    const record = domains.get(domain);
    if (record?.serviceId === serviceId) return record;
    const message = `The domain ${domain} is not bound to the service ${serviceId}.`;
    throw new CloudError('FailedOperation.DomainNotBindService', message, 'SubDomain');
  }

  return {
    get,
    domains: () => [...domains.values()],
    domainsOf: (serviceId: string) => [...domains.values()].filter((one) => one.serviceId === serviceId),
    find: (domain: string) => domains.get(domain),

    bind(wanted: GatewayDomainRecord, region: string): void {
      const taken = domains.get(wanted.domain);
      if (taken !== undefined) {
        const code =
          taken.serviceId === wanted.serviceId ? 'DomainAlreadyBindService' : 'DomainAlreadyBindOtherService';
        const message = `The domain ${wanted.domain} is bound to the service ${taken.serviceId} already.`;
        throw new CloudError(`FailedOperation.${code}`, message, 'SubDomain');
      }
      checkName(wanted, region);
      checkSettings(wanted);
      domains.set(wanted.domain, wanted);
    },

    change(serviceId: string, domain: string, changes: Partial<GatewayDomainRecord>): void {
      const changed = { ...get(serviceId, domain), ...changes };
      checkSettings(changed);
      domains.set(domain, changed);
    },

    unbind(serviceId: string, domain: string): void {
      get(serviceId, domain);
      domains.delete(domain);
    },
  };
}
