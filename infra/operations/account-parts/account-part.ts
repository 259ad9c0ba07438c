/** A part of an environment that was found in the account. */
export interface AccountPart {
  /** Its type in Terraform, such as `tencentcloud_redis_instance`. */
  readonly type: string;
  /** The ID with which Terraform imports it, such as `crs-1a2b3c4d`. */
  readonly id: string;
  /** The function's ID, which tags name instead of Terraform's. @default - there is only one ID */
  readonly functionId?: string;
  /** @default - it was found by its tags, which do not tell its name */
  readonly name?: string;
  /** Such as `ap-guangzhou`. @default - it belongs to no region, or to the one that was searched */
  readonly region?: string;
  /** Whether only its name is that of a part, and no tags name the environment: it may be somebody else's. @default false */
  readonly hasOnlyName?: boolean;
  /** Whether it was deleted, but still exists for some days, and still uses its network. @default false */
  readonly isInRecycleBin?: boolean;
}

/** What people call the types, in an order in which parts can be deleted. */
const kinds: Readonly<Record<string, string>> = {
  // First, as long as there is what they watch, which tells whose they are.
  tencentcloud_monitor_alarm_notice: 'notice of alarm policies',
  tencentcloud_monitor_alarm_policy: 'alarm policy',
  tencentcloud_api_gateway_service: 'API Gateway service',
  tencentcloud_scf_function: 'function',
  tencentcloud_cls_alarm: 'alarm',
  tencentcloud_cls_alarm_notice: 'alarm notice',
  tencentcloud_cls_topic: 'log topic',
  tencentcloud_cls_logset: 'logset',
  tencentcloud_redis_account: 'Redis account',
  tencentcloud_redis_instance: 'Redis instance',
  tencentcloud_security_group: 'security group',
  tencentcloud_subnet: 'subnet',
  tencentcloud_vpc: 'VPC',
  tencentcloud_cam_role: 'role',
  tencentcloud_cam_policy: 'policy',
};

/** What people call a type. */
export const kindOf = (type: string): string => kinds[type] ?? type;

/** Describes a part in a line: what it is, its ID and its name. */
export function describePart({ type, id, name, region, hasOnlyName, isInRecycleBin }: AccountPart): string {
  return [
    `${kindOf(type)} ${id}`,
    ...(name === undefined ? [] : [JSON.stringify(name)]),
    ...(region === undefined ? [] : [`in ${region}`]),
    ...(hasOnlyName ? ['(without tags of this environment; check that it is yours)'] : []),
    ...(isInRecycleBin ? ['(in the recycle bin, still in its subnet)'] : []),
  ].join(' ');
}

/** Sorts parts into an order in which they can be deleted. */
export function inDeletionOrder(parts: readonly AccountPart[]): AccountPart[] {
  const order = Object.keys(kinds);
  return [...parts].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}
