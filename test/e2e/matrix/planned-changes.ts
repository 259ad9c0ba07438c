import type { Deployment } from '../../support/deployment';

/** What a plan said that it would do, and what came of it. */
interface AppliedChanges {
  /** Terraform's errors; empty if there were none. */
  readonly problems: string;
  /**
   * Types of the resources that were replaced, and of those that were destroyed for good; sorted, each once, and without
   * `terraform_data`, which is only in the state.
   */
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  /** Address of the function; empty if the changes failed. */
  readonly url: string;
}

/** A line of `terraform apply -json`. */
interface Message {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly resource_type: string } };
  readonly outputs?: { readonly url?: { readonly value: string } };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

/** Applies a stack, and reads from Terraform's machine-readable output what it planned. */
export async function applyChanges(deployment: Deployment, args: readonly string[]): Promise<AppliedChanges> {
  const { printed } = await deployment.run('apply', '-input=false', '-auto-approve', '-json', ...args);
  const messages = printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Message => JSON.parse(line));
  const typesWith = (wanted: string) =>
    messages.flatMap(({ type, change }) =>
      type === 'planned_change' && change?.action === wanted ? [change.resource.resource_type] : [],
    );
  return {
    problems: messages
      .flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []))
      .map(({ summary, detail }) => `${summary}\n${detail}`)
      .join('\n'),
    replaced: sortedOnce(typesWith('replace')),
    removed: sortedOnce(typesWith('delete')),
    url: messages.findLast(({ outputs }) => outputs?.url !== undefined)?.outputs?.url?.value ?? '',
  };
}

function sortedOnce(types: readonly string[]): string[] {
  const once = [...new Set(types)].filter((type) => type !== 'terraform_data');
  return once.map((type) => type.replace('tencentcloud_', '')).sort();
}
