import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_models';
import { z } from 'zod';
import type { Account } from '../../account/account';
import type { PolicyRecord, RoleRecord } from '../../account/cam';
import { CloudError } from '../../account/cloud-error';
import { type ApiService, action } from '../action';
import { numberedPageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';
import { userActions } from './cam-user-actions';

const text = z.string();
const number = z.int();
const page = { Page: number.min(1), Rp: number.min(1).max(200) };

/** Cloud Access Management: users, roles and policies. */
export function camApi(account: Pick<Account, 'cam' | 'users' | 'appId' | 'ownerUin'>): ApiService {
  const { cam } = account;
  const roleModel = (record: RoleRecord) => ({ ...modelOf(record), RoleArn: cam.roleArn(record.name) });
  const roleNameOf = (RoleName: string | undefined, RoleId: string | undefined) => {
    const name = RoleName ?? cam.findRole(RoleId ?? '')?.name;
    if (name === undefined)
      throw new CloudError('InvalidParameter.RoleNotExist', `The role ${RoleId} does not exist.`, 'RoleId');
    return name;
  };
  const policyNameOf = (PolicyName: string | undefined, PolicyId: number | undefined) =>
    PolicyName ?? cam.findPolicyById(String(PolicyId))?.name ?? '';

  return {
    version: '2019-01-16',
    actions: {
      ...userActions(account),

      CreateRole: action<Models.CreateRoleRequest, Models.CreateRoleResponse>({
        parameters: {
          RoleName: text,
          PolicyDocument: text,
          Description: text.optional(),
          Tags: tagList.optional(),
        },
        ignored: ['ConsoleLogin', 'SessionDuration'],
        answer: ({ RoleName, PolicyDocument, Description = '', Tags }) => {
          const wanted = { name: RoleName, document: PolicyDocument, description: Description, tags: readTags(Tags) };
          return { RoleId: cam.createRole(wanted).roleId };
        },
      }),

      GetRole: action<Models.GetRoleRequest, Models.GetRoleResponse>({
        parameters: { RoleName: text.optional(), RoleId: text.optional() },
        answer: ({ RoleName, RoleId }) => ({ RoleInfo: roleModel(cam.role(roleNameOf(RoleName, RoleId))) }),
      }),

      DescribeRoleList: action<Models.DescribeRoleListRequest, Models.DescribeRoleListResponse>({
        parameters: page,
        ignored: ['Tags'],
        answer: (wantedPage) => ({
          TotalNum: cam.roles().length,
          List: numberedPageOf(cam.roles(), wantedPage).map(roleModel),
        }),
      }),

      UpdateAssumeRolePolicy: action<Models.UpdateAssumeRolePolicyRequest, Models.UpdateAssumeRolePolicyResponse>({
        parameters: { PolicyDocument: text, RoleId: text.optional(), RoleName: text.optional() },
        answer: ({ PolicyDocument, RoleId, RoleName }) => {
          cam.changeRole(cam.role(roleNameOf(RoleName, RoleId)).roleId, { document: PolicyDocument });
          return {};
        },
      }),

      UpdateRoleDescription: action<Models.UpdateRoleDescriptionRequest, Models.UpdateRoleDescriptionResponse>({
        parameters: { Description: text, RoleId: text.optional(), RoleName: text.optional() },
        answer: ({ Description, RoleId, RoleName }) => {
          cam.changeRole(cam.role(roleNameOf(RoleName, RoleId)).roleId, { description: Description });
          return {};
        },
      }),

      DeleteRole: action<Models.DeleteRoleRequest, Models.DeleteRoleResponse>({
        parameters: { RoleName: text.optional(), RoleId: text.optional() },
        answer: ({ RoleName, RoleId }) => {
          cam.deleteRole(roleNameOf(RoleName, RoleId));
          return {};
        },
      }),

      CreatePolicy: action<Models.CreatePolicyRequest, Models.CreatePolicyResponse>({
        parameters: { PolicyName: text, PolicyDocument: text, Description: text.optional(), Tags: tagList.optional() },
        answer: ({ PolicyName, PolicyDocument, Description = '', Tags }) => {
          const wanted = { name: PolicyName, document: PolicyDocument, description: Description, tags: readTags(Tags) };
          return { PolicyId: Number(cam.createPolicy(wanted).policyId) };
        },
      }),

      GetPolicy: action<Models.GetPolicyRequest, Models.GetPolicyResponse>({
        parameters: { PolicyId: number },
        answer: ({ PolicyId }) => {
          const record = cam.findPolicyById(String(PolicyId));
          if (record !== undefined) return policyModel(record);
          throw new CloudError(
            'ResourceNotFound.PolicyIdNotFound',
            `The policy ${PolicyId} does not exist.`,
            'PolicyId',
          );
        },
      }),

      ListPolicies: action<Models.ListPoliciesRequest, Models.ListPoliciesResponse>({
        parameters: {
          Rp: page.Rp.optional(),
          Page: page.Page.optional(),
          Scope: z.enum(['All', 'QCS', 'Local']).optional(),
          Keyword: text.optional(),
        },
        answer: ({ Rp = 20, Page = 1, Scope = 'All', Keyword = '' }) => {
          const wanted = { All: [1, 2], QCS: [2], Local: [1] }[Scope] ?? [];
          const found = cam.policies().filter(({ type, name }) => wanted.includes(type) && name.includes(Keyword));
          const list = numberedPageOf(found, { Rp, Page }).map(({ policyId, name, type, description, tags }) => ({
            PolicyId: Number(policyId),
            PolicyName: name,
            Type: type,
            Description: description,
            CreateMode: 2,
            Tags: listTags(tags),
          }));
          return { TotalNum: found.length, List: list };
        },
      }),

      UpdatePolicy: action<Models.UpdatePolicyRequest, Models.UpdatePolicyResponse>({
        parameters: {
          PolicyId: number.optional(),
          PolicyName: text.optional(),
          Description: text.optional(),
          PolicyDocument: text.optional(),
        },
        ignored: ['Alias'],
        answer: ({ PolicyId, PolicyName, Description, PolicyDocument }) => {
          const policyId = String(PolicyId ?? cam.findPolicy(PolicyName ?? '')?.policyId);
          cam.changePolicy(policyId, {
            ...(Description !== undefined && { description: Description }),
            ...(PolicyDocument !== undefined && { document: PolicyDocument }),
          });
          return { PolicyId: Number(policyId) };
        },
      }),

      DeletePolicy: action<Models.DeletePolicyRequest, Models.DeletePolicyResponse>({
        parameters: { PolicyId: z.array(number) },
        answer: ({ PolicyId }) => {
          for (const id of PolicyId) cam.deletePolicy(String(id));
          return {};
        },
      }),

      AttachRolePolicy: action<Models.AttachRolePolicyRequest, Models.AttachRolePolicyResponse>({
        parameters: {
          PolicyId: number.optional(),
          PolicyName: text.optional(),
          AttachRoleId: text.optional(),
          AttachRoleName: text.optional(),
        },
        answer: ({ PolicyId, PolicyName, AttachRoleId, AttachRoleName }) => {
          cam.attach(roleNameOf(AttachRoleName, AttachRoleId), policyNameOf(PolicyName, PolicyId));
          return {};
        },
      }),

      DetachRolePolicy: action<Models.DetachRolePolicyRequest, Models.DetachRolePolicyResponse>({
        parameters: {
          PolicyId: number.optional(),
          PolicyName: text.optional(),
          DetachRoleId: text.optional(),
          DetachRoleName: text.optional(),
        },
        answer: ({ PolicyId, PolicyName, DetachRoleId, DetachRoleName }) => {
          cam.detach(roleNameOf(DetachRoleName, DetachRoleId), policyNameOf(PolicyName, PolicyId));
          return {};
        },
      }),

      ListAttachedRolePolicies: action<Models.ListAttachedRolePoliciesRequest, Models.ListAttachedRolePoliciesResponse>(
        {
          parameters: { ...page, RoleId: text.optional(), RoleName: text.optional() },
          ignored: ['PolicyType', 'Keyword'],
          answer: ({ RoleId, RoleName, ...wantedPage }) => {
            const { name } = cam.role(roleNameOf(RoleName, RoleId));
            const attachments = cam.attachmentsOf(name);
            const list = numberedPageOf(attachments, wantedPage).map(({ policyName, createTime }) => ({
              PolicyId: Number(cam.findPolicy(policyName)?.policyId),
              PolicyName: policyName,
              AddTime: createTime,
              PolicyType: cam.findPolicy(policyName)?.type === 2 ? 'QCS' : 'User',
              CreateMode: 2,
              Deactived: 0,
              DeactivedDetail: [],
              Description: '',
            }));
            return { TotalNum: attachments.length, List: list };
          },
        },
      ),
    },
  };
}

function modelOf(record: RoleRecord): Models.RoleInfo {
  const { roleId, name, document, description, createTime, updateTime, tags, isServiceRole } = record;
  return {
    RoleId: roleId,
    RoleName: name,
    PolicyDocument: document,
    Description: description,
    AddTime: createTime,
    UpdateTime: updateTime,
    ConsoleLogin: 0,
    RoleType: isServiceRole ? 'system' : 'user',
    SessionDuration: 7200,
    DeletionTaskId: '',
    Tags: listTags(tags),
  };
}

function policyModel({ name, document, description, type, createTime, updateTime, tags }: PolicyRecord) {
  return {
    PolicyName: name,
    PolicyDocument: document,
    Description: description,
    Type: type,
    AddTime: createTime,
    UpdateTime: updateTime,
    PresetAlias: '',
    IsServiceLinkedRolePolicy: 0,
    Tags: listTags(tags),
  };
}
