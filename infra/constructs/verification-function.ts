import { ScfFunction } from '@cdktf/provider-tencentcloud/lib/scf-function';
import { ScfFunctionAlias } from '@cdktf/provider-tencentcloud/lib/scf-function-alias';
import { ScfFunctionVersion } from '@cdktf/provider-tencentcloud/lib/scf-function-version';
import { ScfProvisionedConcurrencyConfig } from '@cdktf/provider-tencentcloud/lib/scf-provisioned-concurrency-config';
import { ScfReservedConcurrencyConfig } from '@cdktf/provider-tencentcloud/lib/scf-reserved-concurrency-config';
import { AssetType, type Precondition, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { FunctionSettings } from '../settings/environment-schema';
import { replacementOf, resourceAddress } from '../terraform/resource-address';
import type { ExecutionRole } from './execution-role';
import type { LogTopic } from './log-topic';
import type { Network } from './network';

export interface VerificationFunctionProps {
  readonly settings: FunctionSettings;
  /** The bundle, as `bundleFunction` makes it. */
  readonly zipFile: string;
  readonly network: Network;
  readonly role: ExecutionRole;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** What has to hold before the function is made. */
  readonly preconditions: readonly Precondition[];
  /** Where its log goes. @default - the platform's own log, for a few days */
  readonly logTopic?: LogTopic | undefined;
}

/** Points to the newest code. */
const newest = '$DEFAULT';

/** The function, steps 5 to 7 of the document. New code updates it in place. */
export class VerificationFunction extends Construct {
  readonly name: string;
  /** Changes when the function is made anew: its triggers go with it. */
  readonly replacement: string;
  /** What a trigger is to call: the newest code, or the version whose instances are kept ready. */
  readonly qualifier: string;

  constructor(scope: Construct, id: string, props: VerificationFunctionProps) {
    super(scope, id);
    const { settings, network, role, logTopic } = props;
    const code = new TerraformAsset(this, 'code', { path: props.zipFile, type: AssetType.FILE });
    const deployed = new ScfFunction(this, 'function', {
      name: settings.name,
      runtime: 'Nodejs20.19',
      handler: 'index.main_handler',
      zipFile: code.path,
      memSize: settings.memoryMb,
      timeout: settings.timeoutSeconds,
      vpcId: network.vpcId,
      subnetId: network.subnetId,
      enablePublicNet: true,
      role: role.name,
      environment: props.variables,
      ...(logTopic && { clsLogsetId: logTopic.logsetId, clsTopicId: logTopic.topicId }),
      dependsOn: [...role.attachments],
      lifecycle: { precondition: [...props.preconditions], replaceTriggeredBy: [network.replacement] },
    });
    this.name = deployed.name;
    this.replacement = replacementOf(deployed);
    if (settings.reservedInstances !== undefined) {
      new ScfReservedConcurrencyConfig(this, 'reserved-concurrency', {
        functionName: deployed.name,
        reservedConcurrencyMem: settings.reservedInstances * settings.memoryMb,
        lifecycle: { replaceTriggeredBy: [this.replacement] },
      });
    }
    const { provisionedInstances } = settings;
    this.qualifier = provisionedInstances === undefined ? newest : this.keepReady(deployed, provisionedInstances);
  }

  /**
   * The platform keeps instances of a published version ready, never of `$LATEST`: every change of the function is
   * published as a version, and the alias moves there once its instances are ready.
   */
  private keepReady(deployed: ScfFunction, instances: number): string {
    const lifecycle = { createBeforeDestroy: true };
    const version = new ScfFunctionVersion(this, 'version', {
      functionName: deployed.name,
      lifecycle: { ...lifecycle, replaceTriggeredBy: [resourceAddress(deployed)] },
    });
    const provisioned = new ScfProvisionedConcurrencyConfig(this, 'provisioned-concurrency', {
      functionName: deployed.name,
      qualifier: version.functionVersion,
      versionProvisionedConcurrencyNum: instances,
      lifecycle,
    });
    const alias = new ScfFunctionAlias(this, 'alias', {
      name: 'live',
      functionName: deployed.name,
      functionVersion: version.functionVersion,
      dependsOn: [provisioned],
      lifecycle: { replaceTriggeredBy: [this.replacement] },
    });
    return alias.name;
  }
}
