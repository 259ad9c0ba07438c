import type { EnvironmentSettings, SmsContentSettings } from './environment-schema';
import type { OwnNetworkSettings, RedisStoreSettings } from './infrastructure-schema';
import { stackNameOf } from './stack-name';

/** An environment with a network and a Redis instance of its own. */
export interface OwnEnvironment extends EnvironmentSettings {
  readonly network: OwnNetworkSettings;
  readonly codeStore: RedisStoreSettings;
}

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

/** The smallest environment, with the login page to try it. */
function dev(): OwnEnvironment {
  return { ...baseEnvironment('dev'), loginPage: true };
}

/** Like `prod`, but smaller and deletable. */
function staging(): OwnEnvironment {
  return {
    ...baseEnvironment('staging'),
    executionPolicy: 'send-only',
    monitoring: { retentionDays: 7 },
  };
}

function prod(): OwnEnvironment {
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

/** The presets of the project. `own-presets.ts` adds others, and changes these. */
export const publishedPresets = { demo: demo(), dev: dev(), staging: staging(), prod: prod() };
