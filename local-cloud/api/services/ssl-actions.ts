import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/ssl/v20191205/ssl_models';
import { z } from 'zod';
import { cloudTime } from '../../account/account-context';
import type { CertificateService } from '../../account/certificates';
import { type ApiService, action } from '../action';

/** SSL Certificates. platform: certificate-status */
export function sslApi(certificates: CertificateService): ApiService {
  return {
    version: '2019-12-05',
    actions: {
      DescribeCertificate: action<Models.DescribeCertificateRequest, Models.DescribeCertificateResponse>({
        parameters: { CertificateId: z.string() },
        answer: ({ CertificateId }) => {
          const { domains, notBefore, notAfter, isIssued } = certificates.get(CertificateId);
          const [Domain] = domains;
          return {
            CertificateId,
            Domain,
            SubjectAltName: [...domains],
            Status: isIssued ? 1 : 0,
            CertBeginTime: cloudTime(notBefore),
            CertEndTime: cloudTime(notAfter),
          };
        },
      }),
    },
  };
}
