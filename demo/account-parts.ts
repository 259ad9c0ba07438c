/** Terraform's types of the resources that the demo has, by the kinds that the local cloud lists. */
const types: Readonly<Record<string, string>> = {
  VPC: 'tencentcloud_vpc',
  subnet: 'tencentcloud_subnet',
  'security group': 'tencentcloud_security_group',
  Redis: 'tencentcloud_redis_instance',
  role: 'tencentcloud_cam_role',
  function: 'tencentcloud_scf_function',
};
const line = new RegExp(`^(${Object.keys(types).join('|')}) (\\S+) `);

interface State {
  readonly resources?: readonly { readonly type: string; readonly instances: readonly object[] }[];
}

/**
 * Finds resources of an account that Terraform does not know, such as a Redis instance whose creation was interrupted.
 *
 * @param account one resource per line: kind, ID and name
 * @param state the text of Terraform's state, empty if there is none
 */
export function findOutsideState(account: readonly string[], state: string): readonly string[] {
  const { resources = [] }: State = state === '' ? {} : JSON.parse(state);
  return account.flatMap((part) => {
    const [, kind = '', id = ''] = line.exec(part) ?? [];
    // The ID of a function is another attribute than Terraform's.
    const isKnown = resources.some(
      ({ type, instances }) => type === types[kind] && JSON.stringify(instances).includes(`"${id}"`),
    );
    return id === '' || isKnown ? [] : [`  ${part}`];
  });
}
