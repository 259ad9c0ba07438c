import type { Tags } from './account-context';
import type { CamService } from './cam';
import type { VpcService } from './vpc';

export interface FunctionRecord {
  readonly functionId: string;
  readonly region: string;
  readonly name: string;
  readonly namespace: string;
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  /** The zip file in base64. */
  readonly code: string;
  /** Size of the zip file in bytes. */
  readonly codeSize: number;
  /** In MB. */
  readonly memorySize: number;
  /** In seconds. */
  readonly timeout: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Name of the execution role; empty if there is none. */
  readonly role: string;
  /** Empty if the function is in no VPC. */
  readonly vpcId: string;
  readonly subnetId: string;
  readonly publicNet: boolean;
  readonly logsetId: string;
  readonly topicId: string;
  readonly tags: Tags;
  readonly createTime: string;
  readonly modTime: string;
  readonly status: 'Creating' | 'Updating' | 'Active';
  /** Limit of the memory of all instances together, in MB. @default - the account's quota */
  readonly reservedMemory?: number;
  /** Number of the present code and configuration. Instances of an earlier revision are replaced. */
  readonly revision: number;
}

export type NewFunction = Omit<
  FunctionRecord,
  'functionId' | 'codeSize' | 'createTime' | 'modTime' | 'status' | 'reservedMemory' | 'revision'
>;
/** Attributes that can change in place. */
export type FunctionChanges = Partial<Omit<NewFunction, 'region' | 'name' | 'namespace'>>;

export interface ScfDependencies {
  readonly vpc: VpcService;
  readonly cam: CamService;
  readonly hasTopic: (logsetId: string, topicId: string) => boolean;
  /** A domain that the function serves; `undefined` if there is none. */
  readonly domainOf: (functionId: string) => string | undefined;
  /** Ends the function's instances and deletes its triggers. */
  readonly onDeleted: (functionId: string) => void;
}
