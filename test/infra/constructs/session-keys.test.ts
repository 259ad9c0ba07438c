import { describe, expect, it } from 'vitest';
import { domain } from '../../support/domain';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

const variablesOf = (stack: ReturnType<typeof synthesize>) =>
  String(resourceOf(stack, 'tencentcloud_scf_function').environment);

describe('The keys of session tokens', () => {
  const stack = synthesize(environment('dev', { sessionKeys: ['2026-11', '2026-12'] }));

  it('are made by Terraform, and passed to the function in their order', () => {
    expect(resourcesOf(stack, 'tls_private_key')).toEqual([
      { algorithm: 'ECDSA', ecdsa_curve: 'P256' },
      { algorithm: 'ECDSA', ecdsa_curve: 'P256' },
    ]);
    const order = [
      ...variablesOf(stack).matchAll(/tls_private_key\.session-keys_(2026-1\d)_\w+\.private_key_pem_pkcs8/g),
    ];
    expect(order.map(([, name]) => name)).toEqual(['2026-11', '2026-12']);
  });

  it('stay the same when their order changes', () => {
    const turned = synthesize(environment('dev', { sessionKeys: ['2026-12', '2026-11'] }));
    expect(Object.keys(turned.resource.tls_private_key ?? {}).sort()).toEqual(
      Object.keys(stack.resource.tls_private_key ?? {}).sort(),
    );
    expect(variablesOf(turned)).not.toBe(variablesOf(stack));
  });
});

describe('Session tokens', () => {
  it('are issued by the stack, and for it', () => {
    const variables = variablesOf(synthesize(environment('dev')));
    expect(variables).toContain('"SESSION_ISSUER" = "sms-verification-dev"');
    expect(variables).not.toContain('SESSION_AUDIENCE');
  });

  it('are issued by the domain, and for the audience that is set', () => {
    const variables = variablesOf(
      synthesize(environment('dev', { domain, sessionAudience: 'https://app.example.com' })),
    );
    expect(variables).toContain('"SESSION_ISSUER" = "https://sms.example.com"');
    expect(variables).toContain('"SESSION_AUDIENCE" = "https://app.example.com"');
  });
});
