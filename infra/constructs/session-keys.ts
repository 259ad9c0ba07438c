import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';

/**
 * The keys of session tokens. Terraform makes them, one for each name, and keeps them in the state; the synthesized files have none.
 * platform: tls-private-key
 */
export class SessionKeys extends Construct {
  /** All private keys in the order of their names: PKCS #8, as base64 of their DER, comma-separated. */
  readonly privateKeys: string;

  constructor(scope: Construct, id: string, { names }: { readonly names: readonly string[] }) {
    super(scope, id);
    this.privateKeys = Fn.join(
      ',',
      names.map((name) => {
        const key = new PrivateKey(this, name, { algorithm: 'ECDSA', ecdsaCurve: 'P256' });
        return Fn.replace(key.privateKeyPemPkcs8, '/-----[A-Z ]+-----|[[:space:]]/', '');
      }),
    );
  }
}
