import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Diagnostic, ProviderDefinition, Values } from '../provider-definition';
import schema from './schema.json';

const address = 'registry.terraform.io/hashicorp/tls';
const published = schema.provider_schemas[address] as unknown as ProviderDefinition['schema'];

/** HashiCorp's provider `tls`, with the resource type `tls_private_key` and the curve P-256 only. platform: tls-private-key */
export function createTlsProvider(): ProviderDefinition {
  return {
    address,
    schema: published,
    behaviour: { tls_private_key: { defaults: {}, force_new: ['algorithm', 'ecdsa_curve'], importable: false } },
    configure: async () => [],
    resources: {
      tls_private_key: {
        validate,
        create: async (planned) => ({ ...planned, ...makeKey() }),
        read: async (state) => state,
        delete: async () => undefined,
      },
    },
    dataSources: {},
  };
}

function validate({ algorithm, ecdsa_curve: curve }: Values): readonly Diagnostic[] {
  if (typeof algorithm !== 'string' || (algorithm === 'ECDSA' && curve === 'P256')) return [];
  const summary = `The local cloud makes keys of the algorithm ECDSA with the curve P256 only; found ${algorithm} ${curve}`;
  return [{ severity: 'error', summary, path: ['algorithm'] }];
}

/** Makes a key pair. Nothing uses the forms for OpenSSH and the fingerprints here. */
function makeKey(): Values {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  return {
    id: createHash('sha1').update(publicPem).digest('hex'),
    private_key_pem: privateKey.export({ type: 'sec1', format: 'pem' }),
    private_key_pem_pkcs8: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    private_key_openssh: '',
    public_key_pem: publicPem,
    public_key_openssh: '',
    public_key_fingerprint_md5: '',
    public_key_fingerprint_sha256: '',
    rsa_bits: 2048,
  };
}
