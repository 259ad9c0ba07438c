import { type AccountContext, cloudTime, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import { isAllowed, type Permission, readDocument } from './policy-document';

export interface RoleRecord {
  readonly roleId: string;
  readonly name: string;
  readonly document: string;
  readonly description: string;
  readonly createTime: string;
  readonly updateTime: string;
  readonly tags: Tags;
  /** Whether a service of the platform created the role when the owner authorised it. @default false */
  readonly isServiceRole?: true;
}

export interface PolicyRecord {
  readonly policyId: string;
  readonly name: string;
  readonly document: string;
  readonly description: string;
  /** 1: a custom policy of the account, 2: a preset policy of the platform. */
  readonly type: 1 | 2;
  readonly createTime: string;
  readonly updateTime: string;
  readonly tags: Tags;
}

export interface AttachmentRecord {
  readonly roleName: string;
  readonly policyName: string;
  readonly createTime: string;
}

/** The attachment of a policy to a user. */
export interface UserAttachmentRecord {
  readonly userName: string;
  readonly policyName: string;
  readonly createTime: string;
}

export type CamService = ReturnType<typeof createCamService>;

/** Preset policies of the platform, each with the actions that it allows. platform: policy-sms-full, policy-administrator */
const presetPolicies: readonly PolicyRecord[] = [
  ['1', 'AdministratorAccess', '*'],
  ['10', 'QcloudSMSFullAccess', 'sms:*'],
  ['11', 'QcloudSCFFullAccess', 'scf:*'],
  ['12', 'QcloudCLSFullAccess', 'cls:*'],
  ['13', 'QcloudAccessForScfRole', 'apigw:*', 'cls:*'],
].map(([policyId = '', name = '', ...action]) => ({
  policyId,
  name,
  document: JSON.stringify({ version: '2.0', statement: [{ effect: 'allow', action, resource: ['*'] }] }),
  description: '',
  type: 2,
  createTime: '2020-01-01 00:00:00',
  updateTime: '2020-01-01 00:00:00',
  tags: {},
}));

const namePattern = /^[\w+=,.@-]{1,128}$/;

/** Cloud Access Management: roles, policies, and the attachments of policies to roles. platform: cam-names */
export function createCamService({ storage, now, ownerUin }: AccountContext) {
  const roles = storage.collection<RoleRecord>('cam-roles');
  const policies = storage.collection<PolicyRecord>('cam-policies');
  const attachments = storage.collection<AttachmentRecord>('cam-attachments');
  const userAttachments = storage.collection<UserAttachmentRecord>('cam-user-attachments');
  const numbers = storage.collection<number>('cam-numbers');

  function nextId(): string {
    const next = (numbers.get('last') ?? 200_000_000) + 1;
    numbers.set('last', next);
    return String(next);
  }

  function role(name: string): RoleRecord {
    const record = [...roles.values()].find((one) => one.name === name);
    if (record !== undefined) return record;
    throw new CloudError('InvalidParameter.RoleNotExist', `The role ${name} does not exist.`, 'RoleName');
  }

  function findPolicy(name: string): PolicyRecord | undefined {
    return [...presetPolicies, ...policies.values()].find((one) => one.name === name);
  }

  const attachmentsOf = (roleName: string) => [...attachments.values()].filter((one) => one.roleName === roleName);

  const userAttachmentsOf = (userName: string) =>
    [...userAttachments.values()].filter((one) => one.userName === userName);

  /** Whether attached policies allow an action. */
  function allow(
    attached: readonly { readonly policyName: string }[],
    action: string,
    resource?: Permission['resource'],
  ): boolean {
    const statements = attached.flatMap(({ policyName }) => {
      const policy = findPolicy(policyName);
      return policy === undefined ? [] : readDocument(policy.document, 'permission');
    });
    return isAllowed(statements, { action, ...(resource !== undefined && { resource }) });
  }

  return {
    role,
    /** The ARN of a role. platform: sts-role-arn */
    roleArn: (name: string) => `qcs::cam::uin/${ownerUin}:roleName/${name}`,
    roles: () => [...roles.values()],
    findRole: (roleId: string) => roles.get(roleId),
    policies: () => [...policies.values()],
    findPolicy,
    findPolicyById: (policyId: string) =>
      [...presetPolicies, ...policies.values()].find((one) => one.policyId === policyId),
    attachmentsOf,
    userAttachmentsOf,
    findAttachment: (roleName: string, policyName: string) => attachments.get(`${roleName}#${policyName}`),

    createRole(wanted: Pick<RoleRecord, 'name' | 'document' | 'description' | 'tags' | 'isServiceRole'>): RoleRecord {
      const { name, document } = wanted;
      checkName(name, 'InvalidParameter.RoleNameError', 'RoleName');
      readDocument(document, 'trust');
      if ([...roles.values()].some((one) => one.name === name)) {
        throw new CloudError('InvalidParameter.RoleNameInUse', `The role ${name} already exists.`, 'RoleName');
      }
      const time = cloudTime(now());
      const record = { ...wanted, roleId: nextId(), createTime: time, updateTime: time };
      roles.set(record.roleId, record);
      return record;
    },

    changeRole(roleId: string, changes: Partial<Pick<RoleRecord, 'document' | 'description' | 'tags'>>): RoleRecord {
      if (changes.document !== undefined) readDocument(changes.document, 'trust');
      const found = roles.get(roleId);
      if (found === undefined) {
        throw new CloudError('InvalidParameter.RoleNotExist', `The role ${roleId} does not exist.`, 'RoleId');
      }
      const record = { ...found, ...changes, updateTime: cloudTime(now()) };
      roles.set(roleId, record);
      return record;
    },

    /** Deletes a role and detaches its policies. platform: cam-cascade */
    deleteRole(name: string): void {
      const { roleId } = role(name);
      for (const { policyName } of attachmentsOf(name)) attachments.delete(`${name}#${policyName}`);
      roles.delete(roleId);
    },

    createPolicy({
      name,
      document,
      description,
      tags,
    }: Pick<PolicyRecord, 'name' | 'document' | 'description' | 'tags'>) {
      checkName(name, 'InvalidParameter.PolicyNameError', 'PolicyName');
      readDocument(document, 'permission');
      if (findPolicy(name) !== undefined) {
        throw new CloudError('FailedOperation.PolicyNameInUse', `The policy ${name} already exists.`, 'PolicyName');
      }
      const time = cloudTime(now());
      const dates = { createTime: time, updateTime: time };
      const record: PolicyRecord = { policyId: nextId(), name, document, description, type: 1, ...dates, tags };
      policies.set(record.policyId, record);
      return record;
    },

    changePolicy(policyId: string, changes: Partial<Pick<PolicyRecord, 'document' | 'description' | 'tags'>>) {
      if (changes.document !== undefined) readDocument(changes.document, 'permission');
      const found = policies.get(policyId);
      if (found === undefined) throw noPolicy(policyId);
      const record = { ...found, ...changes, updateTime: cloudTime(now()) };
      policies.set(policyId, record);
      return record;
    },

    /** Deletes a policy and detaches it from all roles and users. */
    deletePolicy(policyId: string): void {
      const found = policies.get(policyId);
      if (found === undefined) throw noPolicy(policyId);
      for (const all of [attachments, userAttachments]) {
        for (const [key, { policyName }] of all) if (policyName === found.name) all.delete(key);
      }
      policies.delete(policyId);
    },

    attach(roleName: string, policyName: string): AttachmentRecord {
      role(roleName);
      if (findPolicy(policyName) === undefined) throw noPolicy(policyName);
      const record = { roleName, policyName, createTime: cloudTime(now()) };
      attachments.set(`${roleName}#${policyName}`, record);
      return record;
    },

    detach(roleName: string, policyName: string): void {
      role(roleName);
      if (findPolicy(policyName) === undefined) throw noPolicy(policyName);
      attachments.delete(`${roleName}#${policyName}`);
    },

    /** Attaches a policy to a user of the account. */
    attachToUser(userName: string, policyName: string): void {
      if (findPolicy(policyName) === undefined) throw noPolicy(policyName);
      userAttachments.set(`${userName}#${policyName}`, { userName, policyName, createTime: cloudTime(now()) });
    },

    /** Whether a service of the platform, such as `scf.qcloud.com`, may assume a role. */
    trusts: (roleName: string, service: string) =>
      readDocument(role(roleName).document, 'trust').some(({ services }) => services.includes(service)),

    /** Whether a role's policies allow an action, such as `sms:SendSms`. */
    allows: (roleName: string, action: string, resource?: Permission['resource']) =>
      allow(attachmentsOf(roleName), action, resource),

    /** Whether a user's policies allow an action. */
    allowsUser: (userName: string, action: string, resource?: Permission['resource']) =>
      allow(userAttachmentsOf(userName), action, resource),
  };
}

function checkName(name: string, code: string, parameter: string): void {
  if (namePattern.test(name)) return;
  throw new CloudError(
    code,
    `The name ${name} is not 1 to 128 letters, digits and the characters +=,.@_- .`,
    parameter,
  );
}

function noPolicy(policy: string): CloudError {
  return new CloudError('InvalidParameter.PolicyIdNotExist', `The policy ${policy} does not exist.`, 'PolicyName');
}
