import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Tags } from '../../../local-cloud/account/account-context';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { newFunction, newRedis } from '../../local-cloud/trial-account';
import { canDeploy } from '../../support/deployed-environment';
import { deployWithoutState, type ProjectWithoutState } from './lost-state';

const name = 'sms-verification-dev';
const tagsOf = (owner: string, application = 'sms-verification'): Tags => ({ application, environment: owner });

// The tests share one environment, in this order: only the last one deletes it.
describe.skipIf(!canDeploy).sequential('Beside an environment without its state,', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let project: ProjectWithoutState;

  beforeAll(async () => {
    const deployed = await deployWithoutState();
    ({ cloud, project } = deployed);
    return deployed.stop;
  }, 60_000);

  const ownNetwork = () => {
    const { vpcId = '' } = cloud.account.vpc.vpcs().find((one) => one.name === name && 'application' in one.tags) ?? {};
    const { subnetId = '' } = cloud.account.vpc.subnets().find((one) => one.vpcId === vpcId) ?? {};
    return { vpcId, subnetId };
  };
  /** A network with the names of the environment's. */
  function otherNetwork(tags: Tags) {
    const { vpc } = cloud.account;
    const { vpcId } = vpc.createVpc({ region: 'ap-guangzhou', name, cidrBlock: '10.0.0.0/16', tags });
    const { subnetId } = vpc.createSubnet({ vpcId, name, cidrBlock: '10.0.0.0/24', zone: 'ap-guangzhou-3', tags });
    return { vpcId, subnetId };
  }
  const addRedis = (network: { readonly vpcId: string; readonly subnetId: string }, redisName: string, tags: Tags) =>
    cloud.account.redis.addWithoutServer({ ...newRedis(network), name: redisName, tags }).instanceId;
  async function removeRedis(instanceId: string) {
    cloud.account.redis.isolate(instanceId);
    await cloud.account.redis.cleanUp(instanceId);
  }
  /** Expects that a sweep names something by its ID, and deletes nothing. */
  async function expectRefusal(id: string, reason: string) {
    const before = cloud.account.contents();
    const { code, printed } = await project.sweep();
    expect(code).toBe(2);
    expect(printed).toContain('It is not certain that these parts belong to this environment alone:\n');
    expect(printed).toMatch(new RegExp(`\\n  .*${id.replaceAll('+', '\\+')}.* ${reason}\\n`));
    expect(printed).toContain('Nothing was swept.');
    expect(cloud.account.contents()).toEqual(before);
  }

  it('a Redis without tags that has only the name stops the sweep, and make destroy says so', async () => {
    const network = otherNetwork(tagsOf('others', 'another'));
    const instanceId = addRedis(network, name, {});
    onTestFinished(async () => {
      await removeRedis(instanceId);
      cloud.account.vpc.deleteSubnet(network.subnetId);
      cloud.account.vpc.deleteVpc(network.vpcId);
    });
    await expectRefusal(instanceId, 'has the name of a part, but no tags, and is not in a VPC of this environment');
    const listed = await project.make('destroy ENVIRONMENT=dev ARGS=--auto-approve');
    expect(listed.code).toBe(2);
    expect(listed.printed).toContain('Then make destroy ENVIRONMENT=dev SWEEP=1 deletes the rest, in this order.');
  });

  it('a role without tags stops the sweep', async () => {
    const { cam } = cloud.account;
    const { roleId, tags } = cam.role(name);
    cam.changeRole(roleId, { tags: {} });
    onTestFinished(() => void cam.changeRole(roleId, { tags }));
    await expectRefusal(roleId, 'has the name of a part, but no tags, .*');
  });

  // platform: functions-by-vpc
  it('functions, subnets and Redis instances of others in its VPC stop the sweep', async () => {
    const { vpc, scf } = cloud.account;
    const { vpcId, subnetId } = ownNetwork();
    const other = { ...newFunction({ vpcId, subnetId }), name: 'sms-verification-pr-2', tags: tagsOf('pr-2') };
    scf.create(other);
    await expectRefusal(
      `default+${other.name}`,
      `is in the VPC ${vpcId} of this environment, but belongs to the environment pr-2`,
    );
    scf.delete('default', other.name);

    const added = vpc.createSubnet({
      vpcId,
      name: 'theirs',
      cidrBlock: '10.0.1.0/24',
      zone: 'ap-guangzhou-3',
      tags: tagsOf('theirs', 'shop'),
    });
    await expectRefusal(added.subnetId, '.* belongs to the application shop');
    vpc.deleteSubnet(added.subnetId);

    const instanceId = addRedis({ vpcId, subnetId }, 'theirs', {});
    await expectRefusal(instanceId, '.* has no tags of this environment');
    await removeRedis(instanceId);
  });

  // platform: tags-by-key
  it('what has the tags of others is named and left alone, and the environment is swept', async () => {
    const network = otherNetwork(tagsOf('others', 'another'));
    const instanceId = addRedis(network, name, tagsOf('pr-2'));
    const { code, printed } = await project.sweep();
    expect(code, printed).toBe(0);
    expect(printed).toMatch(new RegExp(`Left alone: +Redis instance ${instanceId} .* belongs to the environment pr-2`));
    expect(printed).toMatch(new RegExp(`Left alone: +VPC ${network.vpcId} .* belongs to the application another`));
    expect(cloud.account.contents()).toEqual([
      `VPC ${network.vpcId} ${name}`,
      `subnet ${network.subnetId} ${name}`,
      `Redis ${instanceId} ${name} (online)`,
    ]);
    expect(await project.sweep()).toMatchObject({ code: 0 });
  });
});
