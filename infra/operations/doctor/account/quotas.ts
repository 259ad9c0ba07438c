import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import { unreservableMemoryMb } from '../../../settings/concurrency-quota';
import type { EnvironmentSettings } from '../../../settings/environment-schema';
import type { AccountCheck, AccountQuestion, Finding } from '../finding';

const advice =
  'Delete one that nobody uses, destroy previews that are left over, or ask for a higher quota ("Quotas" in docs/deploy.md).';

/** Whether the region has room for the environment's VPC. platform: network-quotas */
export const checkVpcQuota: AccountCheck = async ({ config, settings, adds }) => {
  if (!adds('tencentcloud_vpc')) return [];
  const client = new VpcClient(config);
  const type = 'appid-max-vpcs';
  const [limits, vpcs] = await Promise.all([
    client.DescribeVpcLimits({ LimitTypes: [type] }),
    client.DescribeVpcs({ Limit: '1' }),
  ]);
  const limit = limits.VpcLimitSet?.find(({ LimitType }) => LimitType === type)?.LimitValue;
  return [describeRoom('VPCs', vpcs.TotalCount, limit, settings.region)];
};

/** Whether the region has room for the security group of the environment's Redis. platform: network-quotas */
export const checkSecurityGroupQuota: AccountCheck = async ({ config, settings, adds }) => {
  if (settings.codeStore === 'memory' || !adds('tencentcloud_security_group')) return [];
  const client = new VpcClient(config);
  const [limits, groups] = await Promise.all([
    client.DescribeSecurityGroupLimits(),
    client.DescribeSecurityGroups({ Limit: '1' }),
  ]);
  const limit = limits.SecurityGroupLimitSet?.SecurityGroupLimit;
  return [describeRoom('security groups', groups.TotalCount, limit, settings.region)];
};

/** Whether the region has room for the environment's function, and for the memory that it reserves. platform: scf-account */
export const checkFunctionQuota: AccountCheck = async (question) => {
  const { config, settings, adds } = question;
  const needsRoom = adds('tencentcloud_scf_function');
  // Terraform deletes a reservation that changes before it makes the new one.
  const memory = Math.max(0, wantedMemoryMb(settings) - question.reservedMemoryMb);
  if (!needsRoom && memory === 0) return [];
  const { AccountUsage: usage, AccountLimit: limits } = await new ScfClient(config).GetAccount();
  const ofDefault = <Item extends { Namespace?: string }>(list: readonly Item[] | undefined) =>
    list?.find(({ Namespace }) => Namespace === 'default');
  // An account that never had a function in the region may have no namespace yet.
  const used = ofDefault(usage?.Namespace)?.FunctionsCount ?? 0;
  const limit = ofDefault(limits?.Namespace)?.FunctionsCount;
  return [
    ...(needsRoom ? [describeRoom('functions', used, limit, `${settings.region}, namespace default`)] : []),
    ...(memory === 0
      ? []
      : [describeMemory(question, memory, usage?.TotalConcurrencyMem, usage?.TotalAllocatedConcurrencyMem ?? 0)]),
  ];
};

/** @returns 0 if the function reserves none */
function wantedMemoryMb({ codeStore, function: settings }: EnvironmentSettings): number {
  // Codes in memory need a single instance.
  const instances = settings.reservedInstances ?? (codeStore === 'memory' ? 1 : 0);
  return instances * settings.memoryMb;
}

function describeRoom(kind: string, used: number | undefined, limit: number | undefined, where: string): Finding {
  const check = `Quota of ${kind}`;
  if (used === undefined || limit === undefined) {
    return { check, state: 'note', found: `the API does not tell how many ${kind} can be in ${where}` };
  }
  const found = `${used} of ${limit} ${kind} in ${where} are used`;
  if (used >= limit) return { check, state: 'failure', found: `${found}, and the environment needs one more`, advice };
  return { check, state: 'ok', found: used + 1 === limit ? `${found}: the environment gets the last one` : found };
}

/** platform: reserved-concurrency-sum, scf-account */
function describeMemory(
  { settings: { region }, reservedMemoryMb }: AccountQuestion,
  memory: number,
  quota: number | undefined,
  reserved: number,
): Finding {
  const check = 'Quota of reserved memory';
  if (quota === undefined) return { check, state: 'note', found: `the API does not tell the quota of ${region}` };
  const left = Math.max(0, quota - unreservableMemoryMb - reserved);
  const found = `functions in ${region} can reserve ${left} MB more, and this one reserves ${memory} MB${reservedMemoryMb > 0 ? ' more' : ''}`;
  if (memory <= left) return { check, state: 'ok', found };
  const reduce =
    'Lower `function.reservedInstances` in infra/settings/own-presets.ts, take reservations away from other functions, or ask for ' +
    'a higher quota of concurrency.';
  return { check, state: 'failure', found, advice: reduce };
}
