import type { AccountContext } from './account-context';
import { CloudError } from './cloud-error';
import { type DomainProblem, type DomainRules, domainProblem } from './domain-rules';
import type { FunctionRecord } from './scf-function';

/** A path of a domain, and the function that serves it. */
export interface DomainEndpoint {
  readonly namespace: string;
  readonly functionName: string;
  readonly qualifier: string;
  /** Such as `/`, `/*` or `/login/*`. */
  readonly pathMatch: string;
}

/** A domain of one's own that is bound to functions of a region. */
export interface ScfDomainRecord {
  readonly domain: string;
  readonly region: string;
  readonly protocol: string;
  /** @default - plain HTTP only */
  readonly certificateId?: string | undefined;
  readonly endpoints: readonly DomainEndpoint[];
}

export interface ScfDomainDependencies extends DomainRules {
  readonly findFunction: (namespace: string, name: string) => FunctionRecord | undefined;
  readonly hasFunctionUrl: (functionId: string) => boolean;
}

export type ScfDomainService = ReturnType<typeof createScfDomainService>;

const codes: Readonly<Record<DomainProblem['about'], string>> = {
  name: 'InvalidParameterValue.Domain',
  registration: 'InvalidParameterValue.Domain',
  record: 'FailedOperation.CNAME',
};

/** Domains of one's own for Function URLs. platform: domain-cname, domain-record-first */
export function createScfDomainService({ storage, appId }: AccountContext, dependencies: ScfDomainDependencies) {
  const { findFunction, hasFunctionUrl, certificates } = dependencies;
  const domains = storage.collection<ScfDomainRecord>('scf-domains');

  function checkName({ domain: name, region }: ScfDomainRecord): void {
    const target = `${appId}.${region}.tencentscf.com`;
    const problem = domainProblem(dependencies, { name, region, target });
    if (problem !== undefined) throw new CloudError(codes[problem.about], problem.message, 'Domain');
  }

  function checkSettings({ domain, protocol, certificateId, endpoints }: ScfDomainRecord): void {
    if (!['HTTP', 'HTTPS', 'HTTP&HTTPS'].includes(protocol)) {
      throw new CloudError('InvalidParameterValue', `The protocol ${protocol} is not HTTP, HTTPS or both.`, 'Protocol');
    }
    if (protocol !== 'HTTP') {
      const problem =
        certificateId === undefined
          ? `The protocol ${protocol} needs a certificate.`
          : certificates.problemOf(certificateId, domain);
      if (problem !== undefined) throw new CloudError('FailedOperation.Ssl', problem, 'CertConfig');
    }
    for (const endpoint of endpoints) checkEndpoint(endpoint);
  }

  function checkEndpoint({ namespace, functionName, pathMatch }: DomainEndpoint): void {
    const found = findFunction(namespace, functionName);
    if (found === undefined) {
      throw new CloudError('ResourceNotFound.Function', `There is no function ${functionName}.`, 'EndpointsConfig');
    }
    if (!hasFunctionUrl(found.functionId)) {
      const message = `The function ${functionName} has no Function URL, which a domain needs.`;
      throw new CloudError('ResourceNotFound.Trigger', message, 'EndpointsConfig');
    }
    if (!/^\/([\w-]+(\/[\w-]+)*(\/\*)?|\*)?$/.test(pathMatch)) {
      const message = `The path ${pathMatch} is not like /, /*, /xxx, /xxx/a or /xxx/*.`;
      throw new CloudError('InvalidParameterValue', message, 'EndpointsConfig');
    }
  }

  function get(domain: string): ScfDomainRecord {
    const record = domains.get(domain);
    if (record !== undefined) return record;
    // platform: domain-missing-fails
    throw new CloudError('FailedOperation.Domain.UnExist', `The domain ${domain} does not exist.`, 'Domain');
  }

  return {
    get,
    domains: () => [...domains.values()],

    create(wanted: ScfDomainRecord): void {
      if (domains.has(wanted.domain)) {
        throw new CloudError('InvalidParameterValue.Domain', `The domain ${wanted.domain} is bound already.`, 'Domain');
      }
      checkName(wanted);
      checkSettings(wanted);
      domains.set(wanted.domain, wanted);
    },

    change(domain: string, changes: Partial<Omit<ScfDomainRecord, 'domain' | 'region'>>): void {
      const changed = { ...get(domain), ...changes };
      checkSettings(changed);
      domains.set(domain, changed);
    },

    delete(domain: string): void {
      get(domain);
      domains.delete(domain);
    },

    /** The domains that a function serves. */
    domainsOf: (namespace: string, functionName: string) =>
      [...domains.values()].filter(({ endpoints }) =>
        endpoints.some((one) => one.namespace === namespace && one.functionName === functionName),
      ),

    /** The function that serves a path of a domain; `undefined` if none does. The longest path counts. */
    serving(domain: string, path: string): FunctionRecord | undefined {
      const matching = (domains.get(domain)?.endpoints ?? [])
        .filter(({ pathMatch }) =>
          pathMatch.endsWith('/*') ? `${path}/`.startsWith(pathMatch.slice(0, -1)) : path === pathMatch,
        )
        .sort((one, other) => other.pathMatch.length - one.pathMatch.length);
      const [best] = matching;
      return best && findFunction(best.namespace, best.functionName);
    },
  };
}
