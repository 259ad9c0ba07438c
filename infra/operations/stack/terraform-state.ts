import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { environmentTags } from '../../settings/environment-tags';
import { terraformProgram } from '../terraform-program';
import { withoutGeneralOptions } from './capture-terraform';

/** What the commands need of a stack's state. */
export interface StackState {
  /** Lineage and serial: another one after each change. @default - there is no state */
  readonly revision: string | undefined;
  /** Types of the managed resources, such as `tencentcloud_vpc`. Without one, the state is empty. */
  readonly types: ReadonlySet<string>;
  /** IDs of the managed resources. A function has another one besides Terraform's. */
  readonly ids: ReadonlySet<string>;
  /** Attributes of the managed resources of a type, which may contain secrets. */
  readonly attributesOf: (type: string) => readonly Readonly<Record<string, unknown>>[];
  /** Name of the environment in the resources' tags. @default - the state does not tell */
  readonly environment: string | undefined;
  /** Region of the resources. @default - the state does not tell */
  readonly region: string | undefined;
  /** Account ID (UIN) of the account that the resources are in. @default - the state does not tell */
  readonly account: string | undefined;
  /**
   * Whether Terraform would delete the network, once the settings have none, before it moves the function out of it. Version 0.1 deployed
   * it so: Terraform goes by what it stored with each resource. platform: terraform-lifecycle
   */
  readonly deletesNetworkFirst: boolean;
}

interface StateFile {
  readonly lineage?: string;
  readonly serial?: number;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly attributes?: Readonly<Record<string, unknown>>;
      readonly create_before_destroy?: boolean;
    }[];
  }[];
}

/**
 * Reads the state of a stack. One in a file is read without Terraform, if the file is as Terraform writes it.
 *
 * platform: state-file-content
 *
 * @param folder folder of the stack, in which `terraform init` was run
 * @throws {Error} with what Terraform printed, if it cannot read the state
 */
export async function readState(folder: string, env: NodeJS.ProcessEnv): Promise<StackState> {
  const text = readStateFile(folder, env);
  if (text !== undefined) return parseState(text);
  const options = { cwd: folder, env: withoutGeneralOptions(env), maxBuffer: 1e9 };
  const { stdout } = await promisify(execFile)(terraformProgram, ['state', 'pull'], options).catch((error) => {
    throw new Error(`Terraform cannot read the state.\n${error.stderr ?? error.message}`.trim());
  });
  return parseState(stdout);
}

/** @returns `undefined` if the state is not in a file, is another workspace's, or has another form, such as an encrypted one */
function readStateFile(folder: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = stateFileOfBackend(folder);
  if (file === undefined || !usesDefaultWorkspace(folder, env)) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    const { version, lineage, serial } = JSON.parse(text);
    return version === 4 && typeof lineage === 'string' && typeof serial === 'number' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the state is that of Terraform's default workspace, of which the folder of the stack has the record. */
export function usesDefaultWorkspace(folder: string, { TF_WORKSPACE, TF_DATA_DIR }: NodeJS.ProcessEnv): boolean {
  return !TF_WORKSPACE && !TF_DATA_DIR && !existsSync(join(folder, '.terraform', 'environment'));
}

/** The state's file according to `terraform init`, of which `-backend-config` may have named another one. */
export function stateFileOfBackend(folder: string): string | undefined {
  try {
    const { backend } = JSON.parse(readFileSync(join(folder, '.terraform', 'terraform.tfstate'), 'utf8'));
    // Terraform starts from where links lead.
    return typeof backend?.config?.path === 'string' ? resolve(realpathSync(folder), backend.config.path) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the text of a state. @param text what `terraform state pull` prints: nothing if there is no state */
export function parseState(text: string): StackState {
  const { lineage, serial, resources = [] }: StateFile = text.trim() === '' ? {} : JSON.parse(text);
  const managed = resources.filter(({ mode, instances }) => mode === 'managed' && instances.length > 0);
  const attributesOf = (type: string, name?: string) =>
    managed
      .filter((one) => one.type === type && (name === undefined || one.name === name))
      .flatMap(({ instances }) => instances.map(({ attributes = {} }) => attributes));
  const ids = managed.flatMap(({ instances }) =>
    instances.flatMap(({ attributes = {} }) => [attributes.id, attributes.function_id]),
  );
  const tags = managed.flatMap(({ instances }) => instances.map(({ attributes }) => attributes?.tags));
  const [guard] = attributesOf('terraform_data', 'region');
  const [subnet] = attributesOf('tencentcloud_subnet');
  return {
    revision: lineage === undefined ? undefined : `${lineage} ${serial}`,
    types: new Set(managed.map(({ type }) => type)),
    ids: new Set(ids.filter((id) => typeof id === 'string' && id !== '').map(String)),
    attributesOf,
    environment: tags.map(environmentOf).find(isGiven),
    region: textOf(guard?.output) ?? textOf(subnet?.availability_zone)?.replace(/-\d+$/, ''),
    account: attributesOf('tencentcloud_cam_role')
      .map(({ role_arn: arn }) => accountOfRole(textOf(arn)))
      .find(isGiven),
    deletesNetworkFirst: managed.some(
      ({ type, instances }) =>
        type === 'tencentcloud_subnet' && instances.some(({ create_before_destroy }) => !create_before_destroy),
    ),
  };
}

/** The environment that the tags of a resource name, if they are this application's. */
function environmentOf(tags: unknown): string | undefined {
  const { application, environment } = (tags ?? {}) as Readonly<Record<string, unknown>>;
  return application === environmentTags('').application ? textOf(environment) : undefined;
}

/** Reads the account ID (UIN) that the ARN of a role names. platform: role-arn-in-state */
export function accountOfRole(arn = ''): string | undefined {
  return /^qcs::cam::uin\/([1-9]\d*):/.exec(arn)?.[1];
}

const isGiven = (text: string | undefined): text is string => text !== undefined;

/** The text of an attribute. One of any type, such as the output of `terraform_data`, is stored as an object with its value. */
function textOf(attribute: unknown): string | undefined {
  if (typeof attribute === 'string') return attribute;
  const { value } = (attribute ?? {}) as { readonly value?: unknown };
  return typeof value === 'string' ? value : undefined;
}
