/** An error that Terraform reports. */
export interface TerraformError {
  /** Such as `Instance cannot be destroyed`. */
  readonly summary: string;
  /** The first paragraph about it, in a line. It may be empty. */
  readonly detail: string;
}

/** A change of a resource that Terraform plans. */
export interface PlannedChange {
  /** Such as `tencentcloud_vpc.network_vpc_C6B9D9E5`. */
  readonly address: string;
  /** Such as `tencentcloud_vpc`. */
  readonly type: string;
  /** Such as `create`, `update`, `replace` or `delete`. */
  readonly action: string;
}

/** What `terraform plan -json` reports. It contains no values of resources. */
export interface PlanMessages {
  readonly errors: readonly TerraformError[];
  readonly changes: readonly PlannedChange[];
}

interface Message {
  readonly type: string;
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
  readonly change?: {
    readonly resource: { readonly addr: string; readonly resource_type: string };
    readonly action: string;
  };
}

/** Reads what `terraform plan -json` has printed, a message in a line. platform: plan-messages */
export function readPlanMessages(printed: string): PlanMessages {
  const messages = printed.split('\n').flatMap((line): Message[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return {
    errors: messages.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [readError(diagnostic)] : [])),
    changes: messages.flatMap(({ type, change }) =>
      type === 'planned_change' && change !== undefined
        ? [{ address: change.resource.addr, type: change.resource.resource_type, action: change.action }]
        : [],
    ),
  };
}

function readError({ summary, detail }: { readonly summary: string; readonly detail: string }): TerraformError {
  const [first = ''] = detail.split('\n\n');
  const inLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  return { summary: inLine(summary), detail: inLine(first) };
}
