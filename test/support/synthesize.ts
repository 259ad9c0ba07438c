import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { listEnvironments } from '../../infra/settings/environments';
import type { OwnNetworkSettings } from '../../infra/settings/infrastructure-schema';
import { baseEnvironment } from '../../infra/settings/published-presets';
import { isOwnNetwork, sharedEnvironmentOf } from '../../infra/settings/shared-infrastructure';
import { stackNameOf } from '../../infra/settings/stack-name';
import type { StateBucket } from '../../infra/terraform/state-location';
import { VerificationStack } from '../../infra/verification-stack';

export type Attributes = Readonly<Record<string, unknown>>;

/** A synthesized stack: the content of its `cdk.tf.json`. */
export interface Synthesized {
  readonly terraform: { readonly backend: Readonly<Record<string, Attributes>>; readonly required_providers: object };
  readonly provider: Readonly<Record<string, readonly Attributes[]>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly variable: Readonly<Record<string, Attributes>>;
  readonly output: Readonly<Record<string, { readonly value: string; readonly sensitive?: boolean }>>;
}

/** Settings with a network of their own. */
export type WithNetwork = EnvironmentSettings & { readonly network: OwnNetworkSettings };

/** Returns the settings of a preset, or of the smallest environment with another name, with changes. */
export function environment(name: string): WithNetwork;
export function environment(name: string, changes: Partial<EnvironmentSettings>): EnvironmentSettings;
export function environment(name: string, changes: Partial<EnvironmentSettings> = {}): EnvironmentSettings {
  const { network, ...settings } = listEnvironments().find((preset) => preset.name === name) ?? baseEnvironment(name);
  if (!isOwnNetwork(network)) throw new Error(`${name} has no network of its own`);
  return { ...settings, network, ...changes };
}

/** Returns the settings of a preview, which uses the network and Redis of another environment. */
export function preview(name: string): EnvironmentSettings {
  const found = listEnvironments(name).find((settings) => settings.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

/** Synthesizes a stack like `cdktf synth`, and reads the result. */
export function synthesize(settings: EnvironmentSettings, stateBucket?: StateBucket): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const zipFile = join(folder, 'function.zip');
    writeFileSync(zipFile, 'the same bytes for the same source');
    const app = new App({ outdir: join(folder, 'cdktf.out') });
    const name = stackNameOf(settings.name);
    new VerificationStack(app, name, { settings, sharedEnvironment: sharedBy(settings), zipFile, stateBucket });
    app.synth();
    return JSON.parse(readFileSync(join(folder, 'cdktf.out', 'stacks', name, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the attributes of all resources of a type, without CDKTF's metadata. */
export function resourcesOf({ resource }: Synthesized, type: string): Attributes[] {
  return Object.values(resource[type] ?? {}).map(({ '//': _, ...attributes }) => attributes);
}

/** Returns the attributes of the only resource of a type; throws if there is none or more than one. */
export function resourceOf(synthesized: Synthesized, type: string): Attributes {
  const found = resourcesOf(synthesized, type);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} resources ${type}`);
  return found[0];
}

/** The preset whose network or Redis an environment uses. */
export function sharedBy(settings: EnvironmentSettings): EnvironmentSettings | undefined {
  return listEnvironments().find(({ name }) => name === sharedEnvironmentOf(settings));
}
