import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

export interface StateRecordProps extends Pick<TerraformMetaArguments, 'lifecycle'> {
  /** What is recorded. A change of it updates the record. @default - nothing */
  readonly input?: unknown;
  /** What replaces the record when it changes. @default - nothing */
  readonly triggersReplace?: Readonly<Record<string, unknown>>;
}

/**
 * Values that only the state has, as a `terraform_data`.
 *
 * CDKTF's own `DataResource` starts Terraform for each such resource of each synthesis, to ask for its version. The stack names the
 * version that it requires instead. platform: cdktf-asks-terraform
 */
export class StateRecord extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly values: StateRecordProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      ...(values.lifecycle !== undefined && { lifecycle: values.lifecycle }),
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.values.input, triggers_replace: this.values.triggersReplace };
  }
}
