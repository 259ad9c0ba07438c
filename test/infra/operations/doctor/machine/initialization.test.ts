import { describe, expect, it } from 'vitest';
import { findEnvironment } from '../../../../../infra/operations/deployed-environment';
import { noBackend, noProviders } from '../../../../../infra/operations/doctor/machine/initialization';
import { stackSession } from '../../stack/stack-session';

/** What Terraform 1.11.4 printed without a network. */
const terraformSaid = `
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider
hashicorp/random: could not connect to registry.terraform.io: failed to
request discovery document: Get
"https://registry.terraform.io/.well-known/terraform.json": dial tcp: lookup
registry.terraform.io: no such host

To see which modules are currently depending on hashicorp/random and what
versions are specified, run the following command:
    terraform providers

Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider
tencentcloudstack/tencentcloud: could not connect to registry.terraform.io:
failed to request discovery document
`;
/** What OpenTofu 1.11.14 printed without a network. */
const openTofuSaid = `
Error: Failed to resolve provider packages

Could not resolve provider hashicorp/random: could not connect to
registry.opentofu.org: no such host
`;

describe('Providers that cannot be had', () => {
  it('are named with the first reason, in a line', () => {
    expect(noProviders(terraformSaid)).toMatchObject({
      check: 'Providers',
      state: 'failure',
      found:
        'hashicorp/random and tencentcloudstack/tencentcloud cannot be had: could not connect to registry.terraform.io: ' +
        'failed to request discovery document: Get "https://registry.terraform.io/.well-known/terraform.json": ' +
        'dial tcp: lookup registry.terraform.io: no such host',
    });
    expect(noProviders(openTofuSaid).found).toBe(
      'hashicorp/random cannot be had: could not connect to registry.opentofu.org: no such host',
    );
  });
});

describe('A backend that cannot be used', () => {
  const session = stackSession(findEnvironment('staging'));
  const inCos = {
    ...session,
    stack: { ...session.stack, stateInCos: true, stateLocation: 'COS bucket b-1 in ap-beijing' },
  };

  it('is named with the reason, in a line', () => {
    expect(noBackend(inCos, '\nError: Failed to get existing workspaces: bucket b-1 not exists\n\n\n')).toMatchObject({
      check: 'State',
      state: 'failure',
      found: 'COS bucket b-1 in ap-beijing: Failed to get existing workspaces: bucket b-1 not exists',
      advice: expect.stringContaining('STATE_BUCKET'),
    });
  });

  it('says how to take a state along', () => {
    const printed = `
Error: Backend configuration changed

A change in the backend configuration has been detected, which may require
migrating existing state.

If you wish to attempt automatic migration of the state, use "terraform init -migrate-state".
`;
    expect(noBackend(inCos, printed)).toMatchObject({
      found:
        'COS bucket b-1 in ap-beijing: A change in the backend configuration has been detected, which may require migrating existing state',
      advice: expect.stringContaining('make diff ENVIRONMENT=staging ARGS="--migrate-state --force-copy"'),
    });
  });
});
