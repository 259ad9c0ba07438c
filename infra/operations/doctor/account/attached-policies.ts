import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { CallerIdentity } from '../../caller-identity';
import { type PolicyStatement, readStatements, unreadable } from './policy-statements';

/** The largest page of these lists. */
const pageSize = 200;

/** The statements of all policies of a caller, those of a user's groups included. */
export async function attachedStatements(
  config: ClientConfig,
  caller: Extract<CallerIdentity, { readonly kind: 'user' | 'role' }>,
): Promise<readonly PolicyStatement[]> {
  const client = new Client(config);
  const ids: number[] = [];
  for (let page = 1; ; page++) {
    const { total, found } = await listPolicies(client, caller, page);
    ids.push(...found);
    if (found.length === 0 || ids.length >= total) break;
  }
  const documents = await Promise.all(ids.map((id) => readPolicy(client, id)));
  return documents.flat();
}

async function listPolicies(
  client: Client,
  caller: Parameters<typeof attachedStatements>[1],
  page: number,
): Promise<{ readonly total: number; readonly found: readonly number[] }> {
  const range = { Page: page, Rp: pageSize };
  if (caller.kind === 'role') {
    const reply = await client.ListAttachedRolePolicies({ RoleId: caller.roleId, ...range });
    return { total: reply.TotalNum ?? 0, found: (reply.List ?? []).flatMap(({ PolicyId }) => PolicyId ?? []) };
  }
  // Type 0 lists a user's own policies and those of the user's groups. platform: cam-attached-policies
  const reply = await client.ListAttachedUserAllPolicies({ TargetUin: Number(caller.uin), AttachType: 0, ...range });
  return { total: reply.TotalNum ?? 0, found: (reply.PolicyList ?? []).map(({ PolicyId }) => Number(PolicyId)) };
}

/** A policy that must not be read, or that has been deleted meanwhile, says perhaps anything. */
async function readPolicy(client: Client, id: number): Promise<readonly PolicyStatement[]> {
  try {
    const { PolicyDocument: document = '' } = await client.GetPolicy({ PolicyId: id });
    return readStatements(document);
  } catch (error) {
    if (readApiFailure(error).result === 'refused') return unreadable;
    throw error;
  }
}
