import { CamPolicy } from '@cdktf/provider-tencentcloud/lib/cam-policy';
import { CamRole } from '@cdktf/provider-tencentcloud/lib/cam-role';
import { CamRolePolicyAttachmentByName } from '@cdktf/provider-tencentcloud/lib/cam-role-policy-attachment-by-name';
import { TerraformCount, type TerraformMetaArguments, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentSettings } from '../settings/environment-schema';

export interface ExecutionRoleProps {
  /** Name of the role, and prefix of its policies' names. It must be unique in the account. */
  readonly name: string;
  readonly policy: EnvironmentSettings['executionPolicy'];
  /** Number of captcha applications, 0 or 1. With 0 the function is not allowed to verify captchas. */
  readonly captchaCount: number;
}

/** Trust policy: only SCF may assume the role. platform: role-trusts-scf */
const trustFunctions = {
  version: '2.0',
  statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: ['scf.qcloud.com'] } }],
};

/** The execution role, step 7.4 of the document. SCF passes its temporary credentials to the function. */
export class ExecutionRole extends Construct {
  readonly name: string;
  /** The attached policies. What uses the role has to depend on them. platform: policy-takes-seconds */
  readonly attachments: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { name, policy, captchaCount }: ExecutionRoleProps) {
    super(scope, id);
    const role = new CamRole(this, 'role', { name, document: JSON.stringify(trustFunctions) });
    this.name = role.name;

    /** Attaches an existing policy to the role. */
    const attach = (policyId: string, policyName: string, config: TerraformMetaArguments = {}) =>
      new CamRolePolicyAttachmentByName(this, policyId, { roleName: role.name, policyName, ...config });

    /** Attaches a custom policy that allows a single action. platform: send-only-resource */
    const allow = (policyId: string, action: string, config: TerraformMetaArguments = {}) => {
      const policyName = `${name}-${policyId}`;
      const document = { version: '2.0', statement: [{ effect: 'allow', action: [action], resource: ['*'] }] };
      const customPolicy = new CamPolicy(this, `${policyId}-policy`, {
        name: policyName,
        document: JSON.stringify(document),
        ...config,
      });
      return attach(policyId, policyName, { dependsOn: [customPolicy], ...config });
    };

    this.attachments = [
      policy === 'send-only' ? allow('send', 'sms:SendSms') : attach('sms', policy),
      allow('captcha', 'captcha:DescribeCaptchaResult', { count: TerraformCount.of(captchaCount) }),
    ];
  }
}
