import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { listEnvironments } from '../../infra/settings/environments';
import { stackNameOf } from '../../infra/settings/stack-name';
import type { StateBucket } from '../../infra/terraform/state-backend';
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

/** Returns the settings of a preset or preview, with changes. */
export function environment(name: string, changes: Partial<EnvironmentSettings> = {}): EnvironmentSettings {
  const preset = listEnvironments(name).find((settings) => settings.name === name);
  if (preset === undefined) throw new Error(`no environment ${name}`);
  return { ...preset, ...changes };
}

/** Synthesizes a stack like `cdktf synth`, and reads the result. */
export function synthesize(settings: EnvironmentSettings, stateBucket?: StateBucket): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const zipFile = join(folder, 'function.zip');
    writeFileSync(zipFile, 'the same bytes for the same source');
    const app = new App({ outdir: join(folder, 'cdktf.out') });
    const name = stackNameOf(settings.name);
    new VerificationStack(app, name, { settings, zipFile, stateBucket });
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
