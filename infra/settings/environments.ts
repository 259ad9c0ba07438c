import { checkEnvironment } from './check-environment';
import type { EnvironmentSettings, SmsContentSettings } from './environment-schema';
import { refuseSharedNames } from './shared-names';
import { stackNameOf } from './stack-name';

/** The smallest environment, which can be torn down without a trace: what a preview is, and what others start from. */
function smallest(name: string): EnvironmentSettings {
  const ownName = stackNameOf(name);
  return {
    name,
    region: 'ap-guangzhou',
    network: {
      vpcName: ownName,
      vpcCidr: '10.0.0.0/16',
      subnetName: ownName,
      subnetCidr: '10.0.0.0/24',
      zone: 'ap-guangzhou-3',
    },
    codeStore: { instanceName: ownName, version: '4.0', architecture: 'standard', memoryMb: 1024, replicas: 1 },
    executionPolicy: 'QcloudSMSFullAccess',
    function: { name: ownName, memoryMb: 128, timeoutSeconds: 15 },
    trigger: 'function-url',
    corsOrigins: [],
    loginPage: false,
    deletable: true,
  };
}

/**
 * Signature and template of the document's step 1, for `smsContent`. For Chinese Mainland SMS the API refuses by now what
 * the document's sample has: take `company` with `business-licence` for messages that are to be sent.
 */
export const documentSmsContent: SmsContentSettings = {
  signName: 'Test demo',
  signType: 'app',
  certificate: 'mini-program-settings',
  templateName: 'Verification code SMS',
};

/** The vendor's document to the letter, steps 3 to 6. */
function demo(): EnvironmentSettings {
  const base = smallest('demo');
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

/** The smallest, with a page to try it. */
function dev(): EnvironmentSettings {
  return { ...smallest('dev'), loginPage: true };
}

/** As `prod`, but smaller, and deletable. */
function staging(): EnvironmentSettings {
  return {
    ...smallest('staging'),
    executionPolicy: 'send-only',
    monitoring: { retentionDays: 7 },
  };
}

function prod(): EnvironmentSettings {
  const base = smallest('prod');
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
    function: { ...base.function, memoryMb: 256 },
    monitoring: { retentionDays: 30 },
    deletable: false,
  };
}

/** The environments that are always there. A new one is a function like these, and a name in this list. */
const presets = [demo(), dev(), staging(), prod()];

/**
 * The environments to synthesize: the presets, and a preview where another name is asked for.
 *
 * @param wanted such as `pr-42`; a preset's name, or nothing, adds none
 * @throws {Error} naming what is wrong with an environment
 */
export function selectEnvironments(wanted = ''): readonly EnvironmentSettings[] {
  const isPreview = wanted !== '' && presets.every(({ name }) => name !== wanted);
  const environments = [...presets, ...(isPreview ? [smallest(wanted)] : [])].map(checkEnvironment);
  refuseSharedNames(environments);
  return environments;
}
