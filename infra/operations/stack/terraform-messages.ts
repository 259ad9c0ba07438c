/** An error that Terraform reports. */
export interface TerraformError {
  /** Such as `Instance cannot be destroyed`. */
  readonly summary: string;
  /** The first paragraph about it, in a line. It may be empty. */
  readonly detail: string;
  /** The variable whose value it is about. @default - it is about something else */
  readonly variable?: string;
  /** Whether a provider refuses its configuration, of which the credentials are a part. @default false */
  readonly isOfProvider?: boolean;
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

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

interface Message {
  readonly type: string;
  readonly diagnostic?: Diagnostic;
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

function readError({ summary, detail, range, address }: Diagnostic): TerraformError {
  const [first = ''] = detail.split('\n\n');
  const inLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const isOfProvider = address?.startsWith('provider[') ?? false;
  // The text of a variable counts as a file of its own.
  const [, variable] =
    /^<value for var\.(\w+)>$/.exec(range?.filename ?? '') ?? /^Unsuitable value for var\.(\w+)/.exec(detail) ?? [];
  return {
    summary: inLine(summary),
    detail: inLine(first),
    ...(variable !== undefined && { variable }),
    ...(isOfProvider && { isOfProvider }),
  };
}
