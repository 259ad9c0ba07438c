import type { AccountCheck } from '../finding';

/** Regions outside the Chinese mainland. platform: domain-registration */
const abroad = /^(ap-(bangkok|hongkong|jakarta|mumbai|seoul|singapore|taipei|tokyo)|eu-|na-|sa-)/;

/** Says where a domain has to be registered, which no API tells. platform: domain-registration */
export const checkDomainRegistration: AccountCheck = async ({ settings: { domain, region } }) => {
  if (domain === undefined) return [];
  const found = abroad.test(region)
    ? `none is needed in ${region}`
    : `${region} is in the Chinese mainland, where ${domain.name} has to be registered (ICP): no API tells whether it is, ` +
      'beian.miit.gov.cn does';
  return [{ check: 'Domain registration', state: 'note', found }];
};
