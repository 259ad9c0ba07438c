import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ssl/v20191205/ssl_client';
import type { DescribeCertificateResponse } from 'tencentcloud-sdk-nodejs/tencentcloud/services/ssl/v20191205/ssl_models';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { AccountCheck, Finding } from '../finding';

const check = 'Domain certificate';
/** The state of a certificate that was issued. platform: certificate-status */
const issued = 1;
const dayMs = 86_400_000;
/** Days before its end from which a certificate has to be renewed: certificates are issued within days. */
const renewalDays = 14;

/** Whether the certificate of the domain can be used for it. */
export const checkDomainCertificate: AccountCheck = async ({ settings: { domain }, config }) => {
  if (domain === undefined) return [];
  const { certificateId, name } = domain;
  try {
    const certificate = await new Client(config).DescribeCertificate({ CertificateId: certificateId });
    return [{ check, ...judge(certificate, name, certificateId) }];
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result !== 'refused' || failure.apiCode !== 'FailedOperation.CertificateNotFound') throw error;
    const found = `the certificate ${certificateId} does not exist`;
    return [{ check, state: 'failure', found, advice: getAnother }];
  }
};

const getAnother =
  'Request or upload a certificate for the domain in SSL Certificates, and set its ID as `domain.certificateId` in ' +
  'infra/settings/own-presets.ts.';

function judge(
  { Status, CertEndTime, Domain = '', SubjectAltName }: DescribeCertificateResponse,
  name: string,
  id: string,
): Omit<Finding, 'check'> {
  // The API has null for what a certificate does not have.
  const names = [...new Set([Domain, ...(SubjectAltName ?? [])])].filter((one) => one !== '');
  const end = new Date(`${CertEndTime?.replace(' ', 'T')}+08:00`);
  const until = Number.isNaN(end.getTime()) ? 'an unknown date' : end.toISOString().slice(0, 10);
  const failure = (found: string) => ({ state: 'failure', found, advice: getAnother }) as const;
  if (!names.some((one) => covers(one, name))) {
    return failure(`the certificate ${id} is for ${names.join(', ') || 'no domain'}, not for ${name}`);
  }
  if (end.getTime() < Date.now()) return failure(`the certificate ${id} expired on ${until}`);
  if (Status !== issued) {
    const advice = 'Wait until it is issued, or look up in SSL Certificates what it waits for.';
    return { state: 'failure', found: `the certificate ${id} is not issued: its status is ${Status}`, advice };
  }
  if (end.getTime() < Date.now() + renewalDays * dayMs) {
    return { state: 'warning', found: `the certificate ${id} expires on ${until}`, advice: getAnother };
  }
  return { state: 'ok', found: `${id} is for ${name}, until ${until}` };
}

/** Whether a name of a certificate, perhaps with a wildcard for its first label, is that of a domain. */
function covers(name: string, domain: string): boolean {
  return name === domain || (name.startsWith('*.') && name.slice(1) === domain.slice(domain.indexOf('.')));
}
