import { randomInt } from 'node:crypto';
import type { AccountContext } from './account-context';
import { CloudError } from './cloud-error';

/** A certificate in SSL Certificates. */
export interface CertificateRecord {
  /** Eight letters and digits. */
  readonly certificateId: string;
  /** Its names; a first label `*` stands for any one label. */
  readonly domains: readonly [string, ...string[]];
  /** In milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whether it was issued, or its review goes on. */
  readonly isIssued: boolean;
}

export type NewCertificate = Omit<CertificateRecord, 'certificateId'>;
export type CertificateService = ReturnType<typeof createCertificateService>;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** SSL Certificates: what the owner of the account bought or uploaded. */
export function createCertificateService({ storage, now }: Pick<AccountContext, 'storage' | 'now'>) {
  const certificates = storage.collection<CertificateRecord>('certificates');

  return {
    find: (certificateId: string) => certificates.get(certificateId),

    add(certificate: NewCertificate, certificateId = newCertificateId()): CertificateRecord {
      const record = { ...certificate, certificateId };
      certificates.set(certificateId, record);
      return record;
    },

    /** @returns what is wrong with the certificate for a domain; `undefined` if nothing is */
    problemOf(certificateId: string, domain: string): string | undefined {
      const found = certificates.get(certificateId);
      if (found === undefined) return `The certificate ${certificateId} does not exist.`;
      if (!found.isIssued) return `The certificate ${certificateId} is not issued yet.`;
      if (found.notAfter < now()) return `The certificate ${certificateId} has expired.`;
      if (found.domains.some((name) => covers(name, domain))) return undefined;
      return `The certificate ${certificateId} is for ${found.domains.join(', ')}, not for ${domain}.`;
    },

    get(certificateId: string): CertificateRecord {
      const found = certificates.get(certificateId);
      if (found !== undefined) return found;
      const message = `The certificate ${certificateId} does not exist.`;
      throw new CloudError('FailedOperation.CertificateNotFound', message, 'CertificateId');
    },
  };
}

function covers(name: string, domain: string): boolean {
  return name === domain || (name.startsWith('*.') && name.slice(1) === domain.slice(domain.indexOf('.')));
}

const newCertificateId = () => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
