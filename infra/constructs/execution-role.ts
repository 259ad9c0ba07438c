import { CamPolicy } from '@cdktf/provider-tencentcloud/lib/cam-policy';
import { CamRole } from '@cdktf/provider-tencentcloud/lib/cam-role';
import { CamRolePolicyAttachmentByName } from '@cdktf/provider-tencentcloud/lib/cam-role-policy-attachment-by-name';
import { TerraformCount, type TerraformMetaArguments, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentSettings } from '../settings/environment-schema';

export interface ExecutionRoleProps {
  /** Name of the role, and the beginning of its policies' names: one of its kind in the account. */
  readonly name: string;
  readonly policy: EnvironmentSettings['executionPolicy'];
  /** Number of captcha applications, 0 or 1: only then may the function check captchas. */
  readonly captchaCount: number;
}

/** Lets the platform's functions, and nobody else, act in the role. */
const trustFunctions = {
  version: '2.0',
  statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: ['scf.qcloud.com'] } }],
};

/** The role whose temporary keys the function gets, step 7.4 of the document. */
export class ExecutionRole extends Construct {
  readonly name: string;
  /** What has to be there before the role may do what it is for. */
  readonly attachments: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { name, policy, captchaCount }: ExecutionRoleProps) {
    super(scope, id);
    const role = new CamRole(this, 'role', { name, document: JSON.stringify(trustFunctions) });
    this.name = role.name;

    /** Gives the role a policy. */
    const attach = (policyId: string, policyName: string, config: TerraformMetaArguments = {}) =>
      new CamRolePolicyAttachmentByName(this, policyId, { roleName: role.name, policyName, ...config });

    /** Gives the role a policy of our own, with a single right. */
    const allow = (policyId: string, action: string, config: TerraformMetaArguments = {}) => {
      const policyName = `${name}-${policyId}`;
      const document = { version: '2.0', statement: [{ effect: 'allow', action: [action], resource: ['*'] }] };
      const made = new CamPolicy(this, `${policyId}-policy`, {
        name: policyName,
        document: JSON.stringify(document),
        ...config,
      });
      return attach(policyId, policyName, { dependsOn: [made], ...config });
    };

    this.attachments = [
      policy === 'send-only' ? allow('send', 'sms:SendSms') : attach('sms', policy),
      allow('captcha', 'captcha:DescribeCaptchaResult', { count: TerraformCount.of(captchaCount) }),
    ];
  }
}
