import { generate } from 'selfsigned';

/** A certificate of a server, and the authority that signed it, all as PEM. */
export interface SignedCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority's certificate. Nobody keeps its key. */
  readonly authority: string;
}

const subject = [{ name: 'commonName', value: 'Local cloud' }];
const common = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Creates an authority, and a certificate for names such as `*.cos.ap-guangzhou.myqcloud.com` that it signs, for a year. */
export async function createCertificate(names: readonly string[]): Promise<SignedCertificate> {
  const authority = await generate(subject, {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const server = await generate(subject, {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  return { key: server.private, cert: server.cert, authority: authority.cert };
}
