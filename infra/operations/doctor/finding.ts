import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import type { EnvironmentSettings } from '../../settings/environment-schema';

/**
 * What a check found. `ok`: as a deployment needs it. `note`: something to know that needs no action. `warning`: the deployment
 * succeeds, but something does not work yet, or may not, or the check could not be made. `failure`: the deployment would fail, or what
 * it deploys would not work until somebody acts.
 */
export type FindingState = 'ok' | 'note' | 'warning' | 'failure';

/** One line of the doctor. */
export interface Finding {
  /** What was checked, in a few words, such as `SMS signature`. */
  readonly check: string;
  readonly state: FindingState;
  /** What was found, in a line without a full stop. It contains no secret. */
  readonly found: string;
  /** What to do about a warning or a failure: full sentences. @default - nothing */
  readonly advice?: string;
}

/** What the checks of an account ask about. */
export interface AccountQuestion {
  readonly settings: EnvironmentSettings;
  /** Configuration of the SDK's clients, with the region of the environment. */
  readonly config: ClientConfig;
  /** Value of a Terraform variable, such as `sms_sign`. @returns `undefined` if it has none, or if it cannot be read */
  readonly variable: (name: string) => string | undefined;
  /** Types of the resources that the environment's stack has in any case. */
  readonly types: ReadonlySet<string>;
  /** Whether the deployment creates or replaces a resource of a type, such as `tencentcloud_vpc`. */
  readonly creates: (type: string) => boolean;
  /** Whether the deployment deletes or replaces a resource of a type, as far as a plan could be made. */
  readonly deletes: (type: string) => boolean;
  /**
   * Whether the region has one more of a type during the deployment than before: it creates one, or replaces one that it deletes only
   * after that.
   */
  readonly adds: (type: string) => boolean;
  /** Memory that the deployed function has reserved, in MB: 0 if there is none. */
  readonly reservedMemoryMb: number;
  /** Whether the state is in a COS bucket, which needs rights of its own. */
  readonly hasStateBucket: boolean;
}

/** Checks an account with read-only calls. It throws if a call is refused or not answered; the doctor then reports a warning. */
export type AccountCheck = (question: AccountQuestion) => Promise<readonly Finding[]>;
