import { ScfFunction } from '@cdktf/provider-tencentcloud/lib/scf-function';
import { ScfReservedConcurrencyConfig } from '@cdktf/provider-tencentcloud/lib/scf-reserved-concurrency-config';
import { AssetType, type Precondition, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { FunctionSettings } from '../settings/environment-schema';
import { newestRuntime } from '../settings/node-runtimes';
import { replacementTrigger, resourceAddress } from '../terraform/resource-address';
import type { ExecutionRole } from './execution-role';
import type { LogTopic } from './log-topic';
import type { Network } from './network';
import { StateRecord } from './state-record';

export interface VerificationFunctionProps {
  readonly settings: FunctionSettings;
  /** Path of the zip file that `bundleFunction` writes. */
  readonly zipFile: string;
  /** The commit of the code, for a tag that only the function has. @default - no tag */
  readonly commit?: string | undefined;
  readonly network: Network;
  readonly role: ExecutionRole;
  /** Environment variables of the function. */
  readonly variables: Readonly<Record<string, string>>;
  /** Conditions that Terraform checks before it creates or updates the function. */
  readonly preconditions: readonly Precondition[];
  /**
   * Topic that receives the log. platform: log-default-topic
   * @default - the platform's default log, which is stored for a few days
   */
  readonly logTopic?: LogTopic | undefined;
}

/** The function, steps 5 to 7 of the document. New code is updated in place. platform: new-code-new-path, asset-path-has-hash */
export class VerificationFunction extends Construct {
  readonly name: string;
  /**
   * For `replace_triggered_by` of its triggers, which the platform deletes together with the function.
   * platform: function-deletes-triggers
   */
  readonly replacementTrigger: string;
  /** The alias that triggers invoke: the platform's default one, which invokes `$LATEST`. */
  // platform: provisioned-concurrency-breaks
  readonly qualifier = '$DEFAULT';

  constructor(scope: Construct, id: string, props: VerificationFunctionProps) {
    super(scope, id);
    const { settings, network, role, logTopic } = props;
    const code = new TerraformAsset(this, 'code', { path: props.zipFile, type: AssetType.FILE });
    const record = new StateRecord(this, 'record', {
      input: { logTopic: logTopic !== undefined },
      // Another default must not replace functions that are deployed.
      triggersReplace: { runtime: settings.runtime ?? 'newest' },
    });
    const deployed = new ScfFunction(this, 'function', {
      name: settings.name,
      runtime: settings.runtime ?? newestRuntime,
      handler: 'index.main_handler',
      zipFile: code.path,
      memSize: settings.memoryMb,
      timeout: settings.timeoutSeconds,
      vpcId: network.vpcId,
      subnetId: network.subnetId,
      enablePublicNet: true,
      role: role.name,
      environment: props.variables,
      ...(props.commit !== undefined && { tags: { commit: props.commit } }),
      ...(logTopic && { clsLogsetId: logTopic.logsetId, clsTopicId: logTopic.topicId }),
      dependsOn: [...role.attachments],
      lifecycle: {
        precondition: [...props.preconditions],
        // platform: runtime-at-creation
        ignoreChanges: ['runtime'],
        // The provider cannot take the topic away from a function: it would write to one that is gone, and refuse the next change.
        // So without a topic any change of the record replaces the function. platform: function-keeps-topic
        replaceTriggeredBy: [logTopic === undefined ? resourceAddress(record) : replacementTrigger(record)],
      },
    });
    this.name = deployed.name;
    this.replacementTrigger = replacementTrigger(deployed);
    if (settings.reservedInstances !== undefined) {
      new ScfReservedConcurrencyConfig(this, 'reserved-concurrency', {
        functionName: deployed.name,
        reservedConcurrencyMem: settings.reservedInstances * settings.memoryMb,
        lifecycle: { replaceTriggeredBy: [this.replacementTrigger] },
      });
    }
  }
}
