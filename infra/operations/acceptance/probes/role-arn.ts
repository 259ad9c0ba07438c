import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import { readCallerIdentity } from '../../caller-identity';
import { accountOfRole } from '../../stack/terraform-state';
import { notReached, type Probe, verdict } from '../probe';

const name = 'role-arn-in-state';

/** Which account the ARN of the execution role names. platform: role-arn-in-state */
export const roleArnProbe: Probe = {
  decides: [name],
  async run({ config, stack }) {
    const role = stack.resources.find(({ type }) => type === 'tencentcloud_cam_role');
    const { RoleInfo: found } = await new Client(config).GetRole({ RoleName: String(role?.attributes.name) });
    const named = accountOfRole(found?.RoleArn ?? '');
    if (named === undefined) return { verdicts: [notReached(name, 'the ARN of the role names no account')] };
    const { accountUin } = await readCallerIdentity(config);
    const isSame = named === accountUin;
    const whose = isSame ? "the caller's account" : `${named}, and the caller's account is ${accountUin}`;
    return { verdicts: [verdict(name, { holds: isSame, found: `the ARN of the role names ${whose}` })] };
  },
};
