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
  /** The zip, in base64. */
  readonly code: string;
  readonly codeSize: number;
  /** In MB. */
  readonly memorySize: number;
  /** In seconds. */
  readonly timeout: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Empty: none. */
  readonly role: string;
  /** Empty: the function is in no VPC. */
  readonly vpcId: string;
  readonly subnetId: string;
  readonly publicNet: boolean;
  readonly logsetId: string;
  readonly topicId: string;
  readonly tags: Tags;
  readonly createTime: string;
  readonly modTime: string;
  readonly status: 'Creating' | 'Updating' | 'Active';
  /** Memory of all instances together at most, in MB. @default - the account's quota */
  readonly reservedMemory?: number;
  /** Counts the changes of code and configuration, for which instances are made anew. */
  readonly revision: number;
}

export type NewFunction = Omit<
  FunctionRecord,
  'functionId' | 'codeSize' | 'createTime' | 'modTime' | 'status' | 'reservedMemory' | 'revision'
>;
/** What of a function can change in place. */
export type FunctionChanges = Partial<Omit<NewFunction, 'region' | 'name' | 'namespace'>>;
export interface ScfDependencies {
  readonly vpc: VpcService;
  readonly cam: CamService;
  readonly hasTopic: (logsetId: string, topicId: string) => boolean;
  /** Ids of the triggers that call a function. */
  readonly triggersOf: (functionId: string) => readonly string[];
  /** Ends the function's instances, and takes its triggers away. */
  readonly onDeleted: (functionId: string) => void;
}
