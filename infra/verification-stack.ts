import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TencentcloudProvider } from '@cdktf/provider-tencentcloud/lib/provider';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { Aspects, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { refuseUnsafe } from './aspects/refusals';
import { regionFirst } from './aspects/region-first';
import { tagAll } from './aspects/tags';
import type { AlarmReceivers } from './constructs/alarm-receivers';
import { Domain } from './constructs/domain';
import { ExecutionRole } from './constructs/execution-role';
import { HttpTrigger } from './constructs/http-trigger';
import { addCodeStore, addNetwork } from './constructs/infrastructure';
import { MetricAlarms } from './constructs/metric-alarms';
import { Monitoring } from './constructs/monitoring';
import { Redis } from './constructs/redis';
import { recordRegion } from './constructs/region-record';
import { SessionKeys } from './constructs/session-keys';
import { addSmsApplication } from './constructs/sms-application';
import { VerificationFunction } from './constructs/verification-function';
import type { SetVariables } from './function-bundle/commit/fitness';
import type { EnvironmentSettings, FunctionSettings } from './settings/environment-schema';
import { environmentTags } from './settings/environment-tags';
import { sessionIssuerOf } from './settings/session-issuer';
import { gatewayServiceNameOf, stackNameOf } from './settings/stack-name';
import { alarmReceiversVariable, ruleOf } from './terraform/account-variables';
import { alarmWebhookVariable } from './terraform/alarm-webhook-variable';
import { captchaApplication, captchaCount, completeCaptcha } from './terraform/captcha-application';
import { functionVariables, plannedVariables } from './terraform/function-variables';
import { addStackOutputs } from './terraform/stack-outputs';
import { configureStateBackend } from './terraform/state-backend';
import type { StateBucket } from './terraform/state-location';
import { testNumberRules, testNumbersVariable } from './terraform/test-numbers-variable';

export interface VerificationStackProps {
  readonly settings: EnvironmentSettings;
  /** The environment whose network or Redis this one uses. @default - it uses that of no other environment */
  readonly sharedEnvironment?: EnvironmentSettings | undefined;
  /** Path of the function's zip file. */
  readonly zipFile: string;
  /** The commit of the function, for its tag `commit`. @default - no tag */
  readonly commit?: string | undefined;
  /** Where Terraform stores the state. @default - in a file beside cdktf.json */
  readonly stateBucket?: StateBucket | undefined;
}

/** An environment: the function, its HTTP trigger, and everything that they need. */
export class VerificationStack extends TerraformStack {
  /** Environment variables of the function, without those of a captcha and of test numbers. Values that only Terraform knows are `null`. */
  readonly functionVariables: SetVariables;

  constructor(
    scope: Construct,
    id: string,
    { settings, sharedEnvironment, zipFile, commit, stateBucket }: VerificationStackProps,
  ) {
    super(scope, id);
    const stackName = stackNameOf(settings.name);
    // platform: terraform-version
    this.addOverride('terraform.required_version', '>= 1.5');
    configureStateBackend(this, stateBucket);
    new TencentcloudProvider(this, 'tencentcloud', { region: settings.region });
    new RandomProvider(this, 'random');
    new TlsProvider(this, 'tls');
    const region = recordRegion(this, settings.region);

    const sms = addSmsApplication(this, settings);
    const captcha = captchaApplication(this);
    const testNumbers = testNumbersVariable(this);
    const network = addNetwork(this, settings, sharedEnvironment);
    const codeStore = addCodeStore(this, settings, network, sharedEnvironment);
    const role = new ExecutionRole(this, 'execution-role', {
      name: stackName,
      policy: settings.executionPolicy,
      captchaCount: captchaCount(captcha),
    });
    const receivers = this.alarmReceivers(settings);
    const { retentionDays = 0 } = settings.monitoring ?? {};
    const logTopic =
      receivers && new Monitoring(this, 'monitoring', { name: stackName, retentionDays, receivers }).logTopic;
    const { privateKeys: sessionKeys } = new SessionKeys(this, 'session-keys', { names: settings.sessionKeys });
    const codeSecret = this.addSecret('code-secret');
    const variables = { settings, sms, codeStore, codeSecret, sessionKeys, captcha, testNumbers };
    this.functionVariables = Object.fromEntries(
      Object.entries(plannedVariables(variables)).map(([name, value]) => [
        name,
        Token.isUnresolved(value) ? null : value,
      ]),
    );
    const verificationFunction = new VerificationFunction(this, 'verification-function', {
      settings: functionSettings(settings),
      zipFile,
      commit,
      network,
      role,
      variables: functionVariables(variables),
      preconditions: [
        completeCaptcha(captcha),
        ruleOf('captcha_secret', captcha.secret),
        ...testNumberRules(testNumbers, settings),
      ],
      logTopic,
    });
    if (receivers !== undefined) {
      new MetricAlarms(this, 'metric-alarms', {
        name: stackName,
        region: settings.region,
        receivers,
        functionName: verificationFunction.name,
        redisInstanceId: codeStore instanceof Redis ? codeStore.instanceId : undefined,
      });
    }
    const trigger = new HttpTrigger(this, 'http-trigger', {
      kind: settings.trigger,
      serviceName: gatewayServiceNameOf(stackName),
      verificationFunction,
      timeoutSeconds: settings.function.timeoutSeconds,
    });
    const domain =
      settings.domain &&
      new Domain(this, 'domain', {
        settings: settings.domain,
        region: settings.region,
        entrance: trigger.entrance,
        verificationFunction,
      });
    addStackOutputs(this, {
      url: (domain ?? trigger).url,
      domainRecord: settings.domain && domain && `${settings.domain.name} CNAME ${domain.recordTarget}`,
      codeStore,
      functionName: verificationFunction.name,
      roleName: role.name,
      sessionIssuer: sessionIssuerOf(settings),
    });

    const tags = environmentTags(settings.name);
    Aspects.of(this).add(regionFirst(region));
    Aspects.of(this).add(tagAll(tags));
    Aspects.of(this).add(refuseUnsafe({ requiredTags: tags, deletable: settings.deletable }));
  }

  private alarmReceivers({ monitoring }: EnvironmentSettings): AlarmReceivers | undefined {
    if (monitoring === undefined) return undefined;
    const { webhooks = [] } = monitoring;
    return {
      uids: Token.asNumberList(alarmReceiversVariable(this).value),
      webhooks: webhooks.map((kind) => ({ kind, url: alarmWebhookVariable(this, kind).stringValue })),
    };
  }

  /** Terraform generates the secret. It is stored in the state, and never in the synthesized files. */
  private addSecret(id: string): string {
    return new Password(this, id, { length: 48, special: false }).result;
  }
}

/** Instances do not share codes that they store in memory, so there must be only one. */
function functionSettings({ codeStore, function: settings }: EnvironmentSettings): FunctionSettings {
  return { ...settings, ...(codeStore === 'memory' && { reservedInstances: 1 }) };
}
