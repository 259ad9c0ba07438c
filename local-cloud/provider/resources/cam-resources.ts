import type { AttachmentRecord, CamService, PolicyRecord, RoleRecord } from '../../account/cam';
import type { ResourceType, Values } from '../provider-definition';
import { tagsOf, tagsOrNull, text } from './attribute';

/** `tencentcloud_cam_role`, `tencentcloud_cam_policy` and `tencentcloud_cam_role_policy_attachment_by_name`. */
export function camResources(cam: CamService): Readonly<Record<string, ResourceType>> {
  /** Keeps the configured text of a document that is the same JSON, so that Terraform finds no drift. */
  const sameDocument = (given: Values, document: string) =>
    typeof given.document === 'string' && isSameJson(given.document, document) ? given.document : document;
  const described = (given: Values, description: string) =>
    description === '' && given.description === null ? null : description;

  const roleValues = (record: RoleRecord, given: Values): Values => ({
    ...given,
    id: record.roleId,
    name: record.name,
    document: sameDocument(given, record.document),
    description: described(given, record.description),
    role_arn: cam.roleArn(record.name),
    create_time: record.createTime,
    update_time: record.updateTime,
    session_duration: given.session_duration ?? 7200,
    console_login: given.console_login ?? null,
    tags: tagsOrNull(record.tags),
  });
  const policyValues = (record: PolicyRecord, given: Values): Values => ({
    ...given,
    id: record.policyId,
    name: record.name,
    document: sameDocument(given, record.document),
    description: described(given, record.description),
    type: record.type,
    create_time: record.createTime,
    update_time: record.updateTime,
    tags: tagsOrNull(record.tags),
  });
  const attachmentValues = ({ roleName, policyName, createTime }: AttachmentRecord): Values => ({
    id: `${roleName}#${policyName}`,
    role_name: roleName,
    policy_name: policyName,
    create_time: createTime,
    create_mode: 2,
    policy_type: cam.findPolicy(policyName)?.type === 2 ? 'QCS' : 'User',
  });
  const changesOf = (planned: Values) => ({
    document: text(planned, 'document'),
    description: text(planned, 'description'),
    tags: tagsOf(planned),
  });

  return {
    tencentcloud_cam_role: {
      attributes: { RoleName: 'name', PolicyDocument: 'document' },
      async create(planned) {
        return roleValues(cam.createRole({ name: text(planned, 'name'), ...changesOf(planned) }), planned);
      },
      async read(state) {
        const record = cam.findRole(text(state, 'id'));
        return record && roleValues(record, state);
      },
      async update(planned) {
        return roleValues(cam.changeRole(text(planned, 'id'), changesOf(planned)), planned);
      },
      async delete(state) {
        cam.deleteRole(text(state, 'name'));
      },
    },

    tencentcloud_cam_policy: {
      attributes: { PolicyName: 'name', PolicyDocument: 'document' },
      async create(planned) {
        return policyValues(cam.createPolicy({ name: text(planned, 'name'), ...changesOf(planned) }), planned);
      },
      async read(state) {
        const record = cam.findPolicyById(text(state, 'id'));
        return record && policyValues(record, state);
      },
      async update(planned) {
        return policyValues(cam.changePolicy(text(planned, 'id'), changesOf(planned)), planned);
      },
      async delete(state) {
        cam.deletePolicy(text(state, 'id'));
      },
    },

    tencentcloud_cam_role_policy_attachment_by_name: {
      attributes: { RoleName: 'role_name', PolicyName: 'policy_name' },
      async create(planned) {
        return attachmentValues(cam.attach(text(planned, 'role_name'), text(planned, 'policy_name')));
      },
      async read(state) {
        const [roleName = '', policyName = ''] = text(state, 'id').split('#');
        const record = cam.findAttachment(roleName, policyName);
        return record && attachmentValues(record);
      },
      async delete(state) {
        cam.detach(text(state, 'role_name'), text(state, 'policy_name'));
      },
    },
  };
}

function isSameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return one === other;
  }
}
