import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TencentcloudProvider } from '@cdktf/provider-tencentcloud/lib/provider';
import { Aspects, Fn, Op, TerraformOutput, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { refuseUnsafe } from './aspects/refusals';
import { environmentTags, tagAll } from './aspects/tags';
import { ExecutionRole } from './constructs/execution-role';
import { HttpTrigger } from './constructs/http-trigger';
import { Monitoring } from './constructs/monitoring';
import { Network } from './constructs/network';
import { Redis } from './constructs/redis';
import { SmsContent } from './constructs/sms-content';
import { VerificationFunction } from './constructs/verification-function';
import type { EnvironmentSettings } from './settings/environment-schema';
import { stackNameOf } from './settings/stack-name';
import { accountVariable, alarmReceiversVariable } from './terraform/account-variables';
import { functionVariables, isGiven, type SmsApplication } from './terraform/function-variables';
import { keepState, type StateBucket } from './terraform/state-backend';

export interface VerificationStackProps {
  readonly settings: EnvironmentSettings;
  /** The function's bundle. */
  readonly zipFile: string;
  /** Where the state is kept. @default - in a file beside cdktf.json */
  readonly stateBucket?: StateBucket | undefined;
}

const redisPort = 6379;

/** An environment: everything from the VPC to the address that answers. */
export class VerificationStack extends TerraformStack {
  constructor(scope: Construct, id: string, { settings, zipFile, stateBucket }: VerificationStackProps) {
    super(scope, id);
    /** Of what has to be the only one of its name in the account. */
    const ownName = stackNameOf(settings.name);
    keepState(this, stateBucket);
    new TencentcloudProvider(this, 'tencentcloud', { region: settings.region });
    new RandomProvider(this, 'random');

    const sms = this.smsApplication(settings);
    const captcha = {
      appId: accountVariable(this, 'captcha_appid'),
      secret: accountVariable(this, 'captcha_secret'),
    };
    const network = new Network(this, 'network', {
      settings: settings.network,
      ...(settings.codeStore !== 'memory' && { redisPort }),
    });
    const codeStore = this.codeStore(settings, network);
    const role = new ExecutionRole(this, 'execution-role', {
      name: ownName,
      policy: settings.executionPolicy,
      captchaCount: Token.asNumber(Fn.conditional(isGiven(captcha.appId), 1, 0)),
    });
    const monitoring =
      settings.monitoring &&
      new Monitoring(this, 'monitoring', {
        name: ownName,
        ...settings.monitoring,
        receiverIds: Token.asNumberList(alarmReceiversVariable(this).value),
      });
    const sessionSecret = this.key('session-secret');
    const verificationFunction = new VerificationFunction(this, 'verification-function', {
      settings: {
        ...settings.function,
        // Codes that are kept in an instance are known to that instance alone.
        ...(settings.codeStore === 'memory' && { reservedInstances: 1 }),
      },
      zipFile,
      network,
      role,
      variables: functionVariables({
        settings,
        sms,
        codeStore,
        codeSecret: this.key('code-secret'),
        sessionSecret,
        captcha,
      }),
      preconditions: [
        {
          condition: Op.eq(isGiven(captcha.appId), isGiven(captcha.secret)),
          errorMessage: 'captcha_appid and captcha_secret have to be given together, or neither of them.',
        },
      ],
      logTopic: monitoring?.logTopic,
    });
    const { url } = new HttpTrigger(this, 'http-trigger', {
      kind: settings.trigger,
      serviceName: ownName.replaceAll('-', '_'),
      verificationFunction,
      timeoutSeconds: settings.function.timeoutSeconds,
    });

    this.output('url', url, 'Where the function answers.');
    if (codeStore)
      this.output('redis_address', `${codeStore.host}:${codeStore.port}`, 'Redis, as the subnet reaches it.');
    this.output('function_name', verificationFunction.name, 'Name of the function.');
    this.output('role_name', role.name, 'Name of the role whose keys the function gets.');
    this.output('curl_get_sms', `curl '${url}?method=getSms&phone=8618566246600'`, 'Sends a code; put in your number.');
    this.output(
      'curl_login',
      `curl '${url}?method=login&phone=8618566246600&code=123456'`,
      'Checks a code; put in your number and the code.',
    );
    new TerraformOutput(this, 'session_secret', {
      value: sessionSecret,
      description: 'Key with which a back end checks session tokens.',
      sensitive: true,
    });

    const tags = environmentTags(settings.name);
    Aspects.of(this).add(tagAll(tags));
    Aspects.of(this).add(refuseUnsafe({ requiredTags: tags, deletable: settings.deletable }));
  }

  private smsApplication({ smsContent }: EnvironmentSettings): SmsApplication {
    const sdkAppId = accountVariable(this, 'sms_sdkappid').stringValue;
    if (smsContent !== undefined) {
      const proofImage = accountVariable(this, 'sms_proof_image').stringValue;
      const { sign, templateId } = new SmsContent(this, 'sms-content', { settings: smsContent, proofImage });
      return { sdkAppId, sign, templateId };
    }
    const sign = accountVariable(this, 'sms_sign').stringValue;
    return { sdkAppId, sign, templateId: accountVariable(this, 'sms_template_id').stringValue };
  }

  private codeStore({ codeStore: settings, deletable }: EnvironmentSettings, network: Network): Redis | undefined {
    if (settings === 'memory') return undefined;
    return new Redis(this, 'code-store', { settings, network, port: redisPort, deletable });
  }

  /** A key of the function, made by Terraform: it is in the state, and nowhere in the synthesized files. */
  private key(id: string): string {
    return new Password(this, id, { length: 48, special: false }).result;
  }

  private output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }
}
