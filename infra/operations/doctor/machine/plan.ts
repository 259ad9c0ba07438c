import { captureTerraform } from '../../stack/capture-terraform';
import type { StackSession } from '../../stack/stack-session';
import type { SynthesizedResource } from '../../stack/synthesized-stack';
import { type PlannedChange, readPlanMessages, type TerraformError } from '../../stack/terraform-messages';
import type { Finding } from '../finding';
import { splitMessage } from '../split-message';
import { firstError } from './terraform-error';

/** What Terraform plans to do with a stack. */
export interface ExaminedPlan {
  readonly findings: readonly Finding[];
  /** @default - Terraform cannot plan */
  readonly changes: readonly PlannedChange[] | undefined;
}

const check = 'Plan';
/** What findings are called that are about the provider's configuration, of which the credentials are a part. */
export const ofProvider = 'Provider configuration';

/** Options of `terraform plan` of which the doctor has its own. */
const own = /^-(lock|lock-timeout|refresh|refresh-only|json|no-color)(=|$)/;

/**
 * Plans the stack by its state, without asking the account, and without a lock. The variables are complete, and `terraform init` was
 * run before.
 *
 * @throws {Error} if Terraform cannot be started
 */
export async function checkPlan({ stack, options, env }: StackSession): Promise<ExaminedPlan> {
  const given = options.plan.filter((option) => !own.test(option));
  const args = ['plan', ...given, '-json', '-input=false', '-lock=false', '-refresh=false'];
  const { code, stdout, stderr } = await captureTerraform(args, { folder: stack.folder, env });
  const { changes, errors } = readPlanMessages(stdout);
  if (code === 0) return { findings: [{ check, state: 'ok', found: describeChanges(changes) }], changes };
  const problems = errors.length > 0 ? errors : [{ summary: 'Terraform cannot plan', detail: firstError(stderr) }];
  return { findings: problems.map(judgePlanError), changes: undefined };
}

function describeChanges(changes: readonly PlannedChange[]): string {
  const counts = ['create', 'replace', 'update', 'delete'].flatMap((action) => {
    const { length } = changes.filter((change) => change.action === action);
    return length === 0 ? [] : [`${action} ${length}`];
  });
  return counts.length === 0
    ? 'there is nothing to change, by the state'
    : `changes of resources: ${counts.join(', ')}`;
}

/** Judges an error with which Terraform refuses to plan. */
export function judgePlanError({ summary, detail, isOfProvider = false }: TerraformError): Finding {
  if (summary === 'Instance cannot be destroyed') {
    const [address] = /\w+\.[\w-]+/.exec(detail) ?? ['a resource'];
    return {
      check,
      state: 'failure',
      found: `the change would delete and replace ${address}, but the environment is not deletable`,
      advice:
        'Take the change back; or deploy `deletable: true` by itself first, which lets Terraform delete all codes.',
    };
  }
  // The stack's own conditions say everything in their messages.
  const text = /condition failed$|^Invalid value for variable$/.test(summary) ? detail : `${summary}: ${detail}`;
  const { found, advice } = splitMessage(text);
  return {
    check: isOfProvider ? ofProvider : check,
    state: 'failure',
    found,
    advice: advice || 'A deployment plans the same: correct this first.',
  };
}

/** Resources that a deployment creates and deletes. */
export interface PlannedResources {
  /** Whether it creates or replaces a resource of a type. */
  readonly creates: (type: string) => boolean;
  /** Whether it deletes or replaces a resource of a type. */
  readonly deletes: (type: string) => boolean;
  /** Whether there is one more of a type at least for a while: it creates one, or replaces one that it deletes last. */
  readonly adds: (type: string) => boolean;
}

/** Tells which resources a plan creates and deletes. platform: terraform-lifecycle */
export function plannedResources(
  changes: readonly PlannedChange[],
  resources: readonly SynthesizedResource[],
): PlannedResources {
  const typesOf = (isMeant: (change: PlannedChange) => boolean) =>
    new Set(changes.filter(isMeant).map(({ type }) => type));
  const isDeletedLast = (address: string) =>
    resources.some((one) => one.address === address && hasCreateBeforeDestroy(one.attributes.lifecycle));
  const created = typesOf(({ action }) => action === 'create' || action === 'replace');
  const deleted = typesOf(({ action }) => action === 'delete' || action === 'replace');
  const added = typesOf(
    ({ action, address }) => action === 'create' || (action === 'replace' && isDeletedLast(address)),
  );
  return {
    creates: (type) => created.has(type),
    deletes: (type) => deleted.has(type),
    adds: (type) => added.has(type),
  };
}

function hasCreateBeforeDestroy(lifecycle: unknown): boolean {
  const { create_before_destroy = false } = (lifecycle ?? {}) as { readonly create_before_destroy?: boolean };
  return create_before_destroy;
}
