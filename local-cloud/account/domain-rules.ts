import type { CertificateService } from './certificates';
import type { DnsService } from './dns';
import { isMainland } from './region';

/** What a domain needs before it can be bound to a function or to a service. */
export interface DomainRules {
  readonly dns: DnsService;
  readonly certificates: CertificateService;
}

export interface WantedDomain {
  readonly name: string;
  readonly region: string;
  /** The host at which its CNAME record has to point. */
  readonly target: string;
}

export interface DomainProblem {
  readonly about: 'name' | 'registration' | 'record';
  readonly message: string;
}

const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** @returns why a domain cannot be bound; `undefined` if it can. platform: domain-record-first, domain-registration */
export function domainProblem({ dns }: DomainRules, { name, region, target }: WantedDomain): DomainProblem | undefined {
  if (!domainName.test(name)) {
    return { about: 'name', message: `${name} is not a domain name; wildcards are not supported.` };
  }
  if (isMainland(region) && !dns.isRegistered(name)) {
    return { about: 'registration', message: `${name} is not registered (ICP), which ${region} demands.` };
  }
  const present = dns.target(name);
  if (present === target) return undefined;
  const found = present === undefined ? 'no CNAME record' : `a CNAME record to ${present}`;
  return { about: 'record', message: `${name} has ${found}; it has to point at ${target}.` };
}
