import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackNameOf } from '../../settings/stack-name';

/** A resource as it is synthesized. */
export interface SynthesizedResource {
  /** Such as `tencentcloud_vpc`. */
  readonly type: string;
  /** Such as `tencentcloud_vpc.network_vpc_C6B9D9E5`. */
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The declaration of a Terraform variable, of which other attributes do not matter here. */
export interface VariableDeclaration {
  readonly description?: string;
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly validation?: unknown;
}

/** A Terraform variable as it is synthesized. */
interface SynthesizedVariable {
  readonly name: string;
  readonly description: string;
  /** Whether it has no default. */
  readonly isRequired: boolean;
  readonly isSensitive: boolean;
  /** As it is declared in the stack. */
  readonly declaration: VariableDeclaration;
}

/** What the commands need of a synthesized stack. */
export interface SynthesizedStack {
  /** Such as `sms-verification-dev`. */
  readonly name: string;
  /** Folder in which Terraform runs. */
  readonly folder: string;
  readonly variables: readonly SynthesizedVariable[];
  readonly resources: readonly SynthesizedResource[];
  /** Whether the state is stored in COS. @default - in a file */
  readonly stateInCos: boolean;
  /** Where the state is stored: a file, or a bucket of COS and its region. */
  readonly stateLocation: string;
}

interface StackFile {
  readonly variable?: Readonly<Record<string, VariableDeclaration>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly terraform: {
    readonly backend: {
      readonly cos?: { readonly bucket: string; readonly region: string };
      readonly local?: { readonly path: string };
    };
  };
}

/** Reads the stack of an environment. @param outputFolder such as `cdktf.out` */
export function readSynthesizedStack(outputFolder: string, environment: string): SynthesizedStack {
  const name = stackNameOf(environment);
  const folder = join(outputFolder, 'stacks', name);
  const {
    variable = {},
    resource = {},
    terraform,
  }: StackFile = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  const { cos, local } = terraform.backend;
  return {
    name,
    folder,
    stateInCos: cos !== undefined,
    stateLocation: cos === undefined ? join(folder, local?.path ?? '') : `COS bucket ${cos.bucket} in ${cos.region}`,
    variables: Object.entries(variable).map(([variableName, config]) => ({
      name: variableName,
      description: config.description ?? '',
      isRequired: config.default === undefined,
      isSensitive: config.sensitive === true,
      declaration: config,
    })),
    resources: Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([id, attributes]) => ({ type, address: `${type}.${id}`, attributes })),
    ),
  };
}
