import { z } from 'zod';
import type { CamService } from '../../account/cam';
import { type ApiService, action } from '../action';

/** Cloud Access Management: a role, and what it may do. */
export function camApi(cam: CamService): ApiService {
  return {
    version: '2019-01-16',
    actions: {
      GetRole: action({ RoleName: z.string() }, ({ RoleName }) => {
        const { roleId, name, document, description, createTime, updateTime } = cam.role(RoleName);
        return {
          RoleInfo: {
            RoleId: roleId,
            RoleName: name,
            PolicyDocument: document,
            Description: description,
            AddTime: createTime,
            UpdateTime: updateTime,
          },
        };
      }),
      ListAttachedRolePolicies: action(
        { RoleName: z.string(), Page: z.int().min(1), Rp: z.int().min(1).max(200) },
        ({ RoleName, Page, Rp }) => {
          cam.role(RoleName);
          const attachments = cam.attachmentsOf(RoleName);
          return {
            TotalNum: attachments.length,
            List: attachments.slice((Page - 1) * Rp, Page * Rp).map(({ policyName, createTime }) => ({
              PolicyId: Number(cam.findPolicy(policyName)?.policyId),
              PolicyName: policyName,
              AddTime: createTime,
              PolicyType: cam.findPolicy(policyName)?.type === 2 ? 'QCS' : 'User',
            })),
          };
        },
      ),
    },
  };
}
