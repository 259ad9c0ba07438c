import type { LocalCloud } from '../../local-cloud/local-cloud';

/** A domain for tests, for which the account of a local cloud has a certificate. */
export const domain = { name: 'sms.example.com', certificateId: 'LocalCrt' } as const;

/** The record that a domain on a Function URL needs, for the options of a local cloud. */
export const functionRecord = { [domain.name]: '1300000000.ap-guangzhou.tencentscf.com' };

/** Binds a domain to the only API Gateway service of an account, as somebody does by hand. */
export function bindToService({ account }: LocalCloud, name: string): void {
  const [service] = account.gateway.services();
  if (service === undefined) throw new Error('The account has no API Gateway service.');
  account.dns.point(name, service.outerSubDomain);
  account.gatewayDomains.bind(
    {
      serviceId: service.serviceId,
      domain: name,
      protocol: 'https',
      netType: 'OUTER',
      defaultDomain: service.outerSubDomain,
      isDefaultMapping: false,
      mappings: [{ path: '/', environment: 'release' }],
      isForcedHttps: false,
      certificateId: domain.certificateId,
    },
    'ap-guangzhou',
  );
}
