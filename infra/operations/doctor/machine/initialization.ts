import { captureTerraform } from '../../stack/capture-terraform';
import type { StackSession } from '../../stack/stack-session';
import { findDamage } from '../../stack/state-files';
import { terraformProgram } from '../../terraform-program';
import { checkMilliseconds } from '../check-limits';
import type { Finding } from '../finding';
import { firstError } from './terraform-error';

/** What `terraform init` has shown. */
export interface Initialization {
  readonly findings: readonly Finding[];
  /** Whether the state can be read. */
  readonly hasState: boolean;
}

/**
 * Runs `terraform init` as a deployment does: it shows whether the state's backend can be reached, and whether the providers are there
 * or can be had. It takes longer than other checks may if it downloads a provider, which a deployment needs anyway.
 *
 * @param patience milliseconds after which it says that it takes longer. @default 8 seconds
 * @throws {Error} if Terraform cannot be started
 */
export async function checkInitialization(
  session: StackSession,
  patience = checkMilliseconds,
): Promise<Initialization> {
  const { stack, options, env } = session;
  const slow = setTimeout(() => {
    console.error(
      `${terraformProgram} init still runs: it probably downloads a provider, which a deployment needs, too.`,
    );
  }, patience);
  const args = ['init', '-input=false', ...options.init.filter((option) => option !== '-no-color'), '-no-color'];
  const { code, stdout, stderr } = await captureTerraform(args, { folder: stack.folder, env }).finally(() =>
    clearTimeout(slow),
  );
  if (code === 0) {
    return { findings: [{ check: 'Providers', state: 'ok', found: 'found by terraform init' }], hasState: true };
  }
  // The backend comes first.
  const hasBackend = stdout.includes('Initializing provider plugins');
  return { findings: [hasBackend ? noProviders(stderr) : noBackend(session, stderr)], hasState: false };
}

/** Judges what `terraform init` said about providers. */
export function noProviders(printed: string): Finding {
  const flat = printed.replaceAll(/\s+/g, ' ');
  const names = [...flat.matchAll(/provider ([\w.-]+(?:\/[\w.-]+)+):/g)].map(([, name = '']) => name);
  const reason = firstError(printed).replace(/^Could not .*? provider \S+: /, '');
  return {
    check: 'Providers',
    state: 'failure',
    found: `${[...new Set(names)].join(' and ') || 'one'} cannot be had: ${reason}`,
    advice:
      "Let this machine reach the registry, or put the providers into Terraform's plugin folder (~/.terraform.d/plugins), " +
      'or name a mirror in the file of TF_CLI_CONFIG_FILE (provider_installation).',
  };
}

/** Judges what `terraform init` said about the backend. platform: cos-backend */
export function noBackend(session: Pick<StackSession, 'stack' | 'settings' | 'env'>, printed: string): Finding {
  const { stack, settings } = session;
  const damage = findDamage(session);
  if (damage !== undefined) return { check: 'State', state: 'failure', ...damage };
  const diff = `make diff ENVIRONMENT=${settings.name}`;
  const advice = /Backend configuration changed/i.test(printed)
    ? `Take the state along with ${diff} ARGS="--migrate-state --force-copy", or leave it with ${diff} ARGS=--reconfigure.`
    : stack.stateInCos
      ? 'Check STATE_BUCKET, STATE_REGION, the credentials and the rights on the bucket: see "State" in docs/deploy.md. ' +
        'Terraform also says "not exists" if this machine does not reach COS.'
      : 'Check ARGS, and whether this user may write the file.';
  return { check: 'State', state: 'failure', found: `${stack.stateLocation}: ${firstError(printed)}`, advice };
}
