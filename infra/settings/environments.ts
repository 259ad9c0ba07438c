import { checkEnvironment } from './check-environment';
import type { EnvironmentSettings, SmsContentSettings } from './environment-schema';
import type { OwnNetworkSettings, RedisStoreSettings } from './infrastructure-schema';
import { refuseWrongSharing } from './shared-infrastructure';
import { refuseSharedNames } from './shared-names';
import { similarPreset } from './similar-preset';
import { stackNameOf } from './stack-name';

/** An environment with a network and a Redis instance of its own. */
export interface OwnEnvironment extends EnvironmentSettings {
  readonly network: OwnNetworkSettings;
  readonly codeStore: RedisStoreSettings;
}

/**
 * The environment whose network and Redis previews use, which has to be deployed before them. With `undefined`, each preview has its own:
 * it takes some minutes longer to deploy, costs a Redis instance, and is one of the 20 VPCs of a region.
 */
const previewsShare: string | undefined = 'dev';

/** The smallest environment, with nothing that survives `destroy`. Presets change it. */
export function baseEnvironment(name: string): OwnEnvironment {
  const stackName = stackNameOf(name);
  return {
    name,
    region: 'ap-guangzhou',
    network: {
      vpcName: stackName,
      vpcCidr: '10.0.0.0/16',
      subnetName: stackName,
      subnetCidr: '10.0.0.0/24',
      zone: 'ap-guangzhou-3',
    },
    codeStore: { instanceName: stackName, version: '6.2', architecture: 'standard', memoryMb: 1024, replicas: 1 },
    executionPolicy: 'QcloudSMSFullAccess',
    function: { name: stackName, memoryMb: 128, timeoutSeconds: 15, variables: { SEND_DAILY_BUDGET: '500' } },
    trigger: 'function-url',
    sessionKeys: ['2026-11'],
    corsOrigins: [],
    loginPage: false,
    deletable: true,
  };
}

/** The template of the document's step 1.2, for `smsContent`. */
export const documentSmsContent: SmsContentSettings = { templateName: 'Verification code SMS' };

/** Exactly what steps 3 to 6 of the vendor's document create. platform: document-steps */
function demo(): OwnEnvironment {
  const base = baseEnvironment('demo');
  return {
    ...base,
    network: {
      vpcName: 'Demo VPC',
      vpcCidr: '10.0.0.0/16',
      subnetName: 'Demo subnet',
      subnetCidr: '10.0.0.0/16',
      zone: 'ap-guangzhou-3',
    },
    codeStore: {
      instanceName: 'Demo database',
      version: '4.0',
      architecture: 'standard',
      memoryMb: 1024,
      replicas: 1,
    },
    function: { ...base.function, name: 'Demo' },
    loginPage: true,
  };
}

/** The smallest environment. Its function is one of its own, what it stores is apart from what others store. */
function preview(name: string): EnvironmentSettings {
  if (previewsShare === undefined) return baseEnvironment(name);
  const shared = { environment: previewsShare };
  return { ...baseEnvironment(name), network: shared, codeStore: shared };
}

/** The smallest environment, with the login page to try it. */
function dev(): EnvironmentSettings {
  return { ...baseEnvironment('dev'), loginPage: true };
}

/** Like `prod`, but smaller and deletable. */
function staging(): EnvironmentSettings {
  return {
    ...baseEnvironment('staging'),
    executionPolicy: 'send-only',
    monitoring: { retentionDays: 7 },
  };
}

function prod(): EnvironmentSettings {
  const base = baseEnvironment('prod');
  return {
    ...base,
    codeStore: {
      instanceName: base.function.name,
      version: base.codeStore.version,
      architecture: 'standard',
      memoryMb: 4096,
      replicas: 2,
      replicaZones: ['ap-guangzhou-4', 'ap-guangzhou-6'],
      maintenanceWindow: { from: '04:00', to: '05:00' },
    },
    executionPolicy: 'send-only',
    function: { ...base.function, memoryMb: 256, variables: { SEND_DAILY_BUDGET: '50000' } },
    monitoring: { retentionDays: 30 },
    deletable: false,
  };
}

/** The presets. To add one, write a function like those above and call it here. */
const presets = [demo(), dev(), staging(), prod()];

/** The names of the presets. */
export const presetNames: readonly string[] = presets.map(({ name }) => name);

/**
 * Lists the environments to synthesize: all presets, and previews.
 *
 * @param requested names of environments, such as `pr-42`: of presets, or of previews
 * @throws {Error} with every setting that is not allowed
 */
export function listEnvironments(...requested: readonly string[]): readonly EnvironmentSettings[] {
  const previews = new Set(requested.filter((name) => name !== '' && !presetNames.includes(name)));
  const environments = [...presets, ...[...previews].map(preview)].map(checkEnvironment);
  refuseSharedNames(environments);
  refuseWrongSharing(environments);
  return environments;
}

/**
 * Refuses a name that was probably meant to be a preset's, since it would be the name of a new preview.
 *
 * @throws {Error} with the preset, unless `NEW=1` says that the name is meant
 */
export function refuseMisspeltPreset(name: string, env: NodeJS.ProcessEnv): void {
  const meant = similarPreset(name, presetNames);
  if (meant === undefined || env.NEW === '1') return;
  throw new Error(
    `ENVIRONMENT: found "${name}"; did you mean ${meant}? If ${name} is a preview of that name, add NEW=1.`,
  );
}
