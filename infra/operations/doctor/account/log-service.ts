import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as CamClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { AccountCheck, Finding } from '../finding';

/** Whether CLS has been opened, if the environment has a log of its own. platform: cls-opened-once */
export const checkLogService: AccountCheck = async ({ settings, config }) => {
  const check = 'Log service';
  if (settings.monitoring === undefined) return [];
  const { Status: status } = await new ClsClient(config).GetClsService();
  if (status === 0) return [{ check, state: 'ok', found: 'CLS is open' }];
  const found = 'CLS has not been opened for this account, and refuses to create the log and its alarms';
  const advice =
    'Open the console of CLS once and accept its terms, or run `tccli cls OpenClsService --region ap-guangzhou` ' +
    '("Authorise once" in docs/deploy.md).';
  return [{ check, state: 'failure', found, advice }];
};

/** The role with which SCF writes logs, and its policy. platform: scf-role-delivers-log */
const scfRole = { name: 'SCF_QcsRole', policy: 'QcloudAccessForScfRole' };

/** Whether SCF has been authorised to write logs. */
export const checkLogRole: AccountCheck = async ({ settings, config }) => {
  const check = 'Log role';
  const policies = await policiesOfRole(config, scfRole.name);
  if (policies?.includes(scfRole.policy)) {
    return [{ check, state: 'ok', found: `SCF may write logs: the role ${scfRole.name} has ${scfRole.policy}` }];
  }
  const found =
    policies === undefined ? `the role ${scfRole.name} is missing` : `${scfRole.name} lacks ${scfRole.policy}`;
  const advice =
    'Open the console of SCF once and accept the authorisation that it asks for, which creates the role with its policy ' +
    '("Authorise once" in docs/deploy.md).';
  if (policies !== undefined && policies.length > 0) {
    const others = `${found}; whether ${policies.join(', ')} let SCF write logs cannot be told`;
    return [{ check, state: 'warning', found: others, advice }];
  }
  const finding: Pick<Finding, 'state' | 'found'> =
    settings.monitoring === undefined
      ? { state: 'warning', found: `${found}: the function's log is lost` }
      : { state: 'failure', found: `${found}: no line arrives in the log, and no alarm is ever raised` };
  return [{ check, ...finding, advice }];
};

/** @returns the names of a role's policies, or `undefined` if there is no such role */
async function policiesOfRole(config: ClientConfig, name: string): Promise<readonly string[] | undefined> {
  const client = new CamClient(config);
  try {
    await client.GetRole({ RoleName: name });
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result === 'refused' && failure.apiCode === 'InvalidParameter.RoleNotExist') return undefined;
    throw error;
  }
  const reply = await client.ListAttachedRolePolicies({ RoleName: name, Page: 1, Rp: 200 });
  return (reply.List ?? []).flatMap(({ PolicyName }) => PolicyName ?? []);
}
