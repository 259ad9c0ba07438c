import { checkEnvironment } from './check-environment';
import type { EnvironmentSettings, SmsContentSettings } from './environment-schema';
import { refuseSharedNames } from './shared-names';
import { stackNameOf } from './stack-name';

/** The smallest environment, with nothing that survives `destroy`. Previews use it as it is; presets change it. */
function baseEnvironment(name: string): EnvironmentSettings {
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
    codeStore: { instanceName: stackName, version: '4.0', architecture: 'standard', memoryMb: 1024, replicas: 1 },
    executionPolicy: 'QcloudSMSFullAccess',
    function: { name: stackName, memoryMb: 128, timeoutSeconds: 15, variables: { SEND_DAILY_BUDGET: '500' } },
    trigger: 'function-url',
    corsOrigins: [],
    loginPage: false,
    deletable: true,
  };
}

/** The template of the document's step 1.2, for `smsContent`. */
export const documentSmsContent: SmsContentSettings = { templateName: 'Verification code SMS' };

/** Exactly what steps 3 to 6 of the vendor's document create. platform: document-steps */
function demo(): EnvironmentSettings {
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
      version: '6.2',
      architecture: 'standard',
      memoryMb: 4096,
      replicas: 2,
    },
    executionPolicy: 'send-only',
    function: { ...base.function, memoryMb: 256, variables: { SEND_DAILY_BUDGET: '50000' } },
    monitoring: { retentionDays: 30 },
    deletable: false,
  };
}

/** The presets. To add one, write a function like those above and call it here. */
const presets = [demo(), dev(), staging(), prod()];

/**
 * Lists the environments to synthesize: all presets, and the requested one if it is not a preset but a preview.
 *
 * @param requested name of an environment, such as `pr-42`. @default - no preview
 * @throws {Error} with every setting that is not allowed
 */
export function listEnvironments(requested = ''): readonly EnvironmentSettings[] {
  const isPreview = requested !== '' && presets.every(({ name }) => name !== requested);
  const environments = [...presets, ...(isPreview ? [baseEnvironment(requested)] : [])].map(checkEnvironment);
  refuseSharedNames(environments);
  return environments;
}
