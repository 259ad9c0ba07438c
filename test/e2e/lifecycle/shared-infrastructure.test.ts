import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { stackNameOf } from '../../../infra/settings/stack-name';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { call, codeFor } from '../../support/client';
import { startTestCloud } from '../../support/deployed-environment';
import type { Deployment } from '../../support/deployment';
import { environment, preview } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const defaultPhone = '8618566246600';
const otherPhone = '8618566246601';
const password = 'made-by-hand-1';

describeWithProviders('Shared infrastructure', (_, options) => {
  it('of another environment serves previews, which have accounts and keys of their own, and leave no trace', async () => {
    // The platform sends a message to a number only every 30 seconds.
    let later = 0;
    const started = await startTestCloud({ ...options, smsDailyLimit: 10, now: () => Date.now() + later });
    try {
      const { cloud, deploy } = started;
      const dev = await deploy(environment('dev'));
      const before = cloud.account.contents();
      const previews = await Promise.all(['pr-42', 'pr-43'].map((name) => deploy(preview(name))));
      const added = cloud.account.contents().filter((one) => !before.includes(one));
      expect(added.map((one) => one.split(' ')[0]).sort()).toEqual([
        ...two('Function'),
        ...two('function'),
        ...two('role'),
      ]);
      const accounts = () =>
        cloud.account.redis.instances().flatMap((one) => (one.accounts ?? []).map(({ name }) => name));
      expect(accounts().sort()).toEqual(['pr-42', 'pr-43']);

      const all = [dev, ...previews];
      const codes = new Map<Deployment, string>();
      for (const deployment of all) {
        expect((await deployment.plan()).printed).toContain('No changes.');
        codes.set(deployment, await send(cloud, deployment));
        later += 31_000;
      }
      for (const deployment of all) {
        const code = codes.get(deployment) ?? '';
        const other = [...codes.values()].find((one) => one !== code) ?? '';
        expect(await logInWith(deployment, other)).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 2 });
        expect(await logInWith(deployment, code)).toMatchObject({ codeStr: 'Success' });
      }

      for (const deployment of previews) await destroyed(deployment);
      expect(cloud.account.contents()).toEqual(before);
      expect(accounts()).toEqual([]);
      expect(await logInWith(dev, '000000')).toMatchObject({ codeStr: 'CodeHasValid' });
      await destroyed(dev);
      expect(cloud.account.contents()).toEqual([]);
    } finally {
      await started.stop();
    }
  });

  it('of another environment takes the place of an own one, and the address stays', async () => {
    const started = await startTestCloud(options);
    try {
      const { cloud, deploy, zipFile } = started;
      await deploy(environment('dev'));
      const before = cloud.account.contents();
      const deployment = await deploy(environment('pr-42'));
      const url = await deployment.output('url');
      deployment.synthesize(preview('pr-42'), zipFile);
      await deployment.apply();
      expect(await deployment.output('url')).toBe(url);
      expect((await deployment.plan()).printed).toContain('No changes.');
      const own = cloud.account.contents().filter((one) => !before.includes(one));
      expect(own.map((one) => one.split(' ')[0]).sort()).toEqual(['Function', 'function', 'role']);
      expect(await logInWith(deployment, await send(cloud, deployment))).toMatchObject({ codeStr: 'Success' });
      await destroyed(deployment);
      expect(cloud.account.contents()).toEqual(before);
    } finally {
      await started.stop();
    }
  });

  it('of another environment has to be deployed first', async () => {
    const { prepare, zipFile, stop } = await startTestCloud(options);
    try {
      const deployment = await prepare();
      deployment.synthesize(preview('pr-42'), zipFile);
      const { code, printed } = await deployment.plan();
      expect(code).toBe(1);
      expect(flat(printed)).toContain(
        'network.environment: found 0 subnets named "sms-verification-dev" with the tags of the environment dev; ' +
          'allowed: one, that of a deployed environment. Deploy it first: make deploy ENVIRONMENT=dev.',
      );
    } finally {
      await stop();
    }
  });

  it('that is gone does not keep a deployment from being destroyed', async () => {
    const started = await startTestCloud(options);
    try {
      const { cloud, prepare, zipFile } = started;
      const { vpcId, subnetId, instanceId } = await madeByHand(cloud);
      const before = cloud.account.contents().filter((one) => !one.includes(instanceId));
      const deployment = await prepare();
      const changes = { network: { existing: { vpcId, subnetId } }, codeStore: { existing: { instanceId } } };
      deployment.synthesize(environment('dev', changes), zipFile);
      setPassword(deployment, 'dev');
      await deployment.apply();
      cloud.account.redis.isolate(instanceId);
      await cloud.account.redis.cleanUp(instanceId);
      const { code, printed } = await deployment.plan();
      expect(code).toBe(1);
      expect(flat(printed)).toContain(`codeStore.existing.instanceId: found ${instanceId}, which does not exist`);
      await destroyed(deployment);
      expect(cloud.account.contents()).toEqual(before);
    } finally {
      await started.stop();
    }
  });

  it('that was made by hand serves a deployment, is not changed, and outlives it', async () => {
    const started = await startTestCloud(options);
    try {
      const { cloud, deploy, prepare, zipFile } = started;
      const made = await madeByHand(cloud);
      const before = JSON.stringify(everythingOf(cloud));
      const deployment = await prepare();
      const withExisting = (changes: Partial<EnvironmentSettings> = {}) =>
        environment('dev', {
          network: { existing: { vpcId: made.vpcId, subnetId: made.subnetId } },
          codeStore: { existing: { instanceId: made.instanceId } },
          ...changes,
        });
      deployment.synthesize(withExisting(), zipFile);
      setPassword(deployment, 'dev');
      await deployment.apply();
      expect((await deployment.plan()).printed).toContain('No changes.');
      const code = await send(cloud, deployment);
      expect(await logInWith(deployment, code)).toMatchObject({ codeStr: 'Success' });

      const refusals: readonly (readonly [EnvironmentSettings, string])[] = [
        [
          withExisting({ network: { existing: { vpcId: made.vpcId, subnetId: 'subnet-00000000' } } }),
          'network.existing.subnetId: found subnet-00000000, which does not exist in ap-guangzhou',
        ],
        [
          withExisting({ network: { existing: { vpcId: 'vpc-00000000', subnetId: made.subnetId } } }),
          `network.existing.vpcId: found vpc-00000000, but the subnet ${made.subnetId} is in ${made.vpcId}`,
        ],
        [
          withExisting({ network: { existing: { vpcId: made.otherVpcId, subnetId: made.otherSubnetId } } }),
          `whose Redis instance is in ${made.vpcId}; allowed: one in the VPC of the function, ${made.otherVpcId}`,
        ],
        [
          withExisting({ codeStore: { existing: { instanceId: 'crs-00000000' } } }),
          'codeStore.existing.instanceId: found crs-00000000, which does not exist in this region',
        ],
      ];
      for (const [settings, message] of refusals) {
        deployment.synthesize(settings, zipFile);
        setPassword(deployment, 'dev');
        const { code: ended, printed } = await deployment.plan();
        expect(flat(printed)).toContain(message);
        expect(ended).toBe(1);
      }

      deployment.synthesize(withExisting(), zipFile);
      setPassword(deployment, 'dev');
      await destroyed(deployment);
      expect(JSON.stringify(everythingOf(cloud))).toBe(before);

      const own = { ...(environment('staging').codeStore as object), instanceName: 'own' };
      const inNetwork = await deploy(
        environment('pr-7', {
          network: { existing: { vpcId: made.vpcId, subnetId: made.subnetId } },
          codeStore: own as EnvironmentSettings['codeStore'],
        }),
      );
      expect((await inNetwork.plan()).printed).toContain('No changes.');
      expect(await logInWith(inNetwork, await send(cloud, inNetwork, otherPhone), otherPhone)).toMatchObject({
        codeStr: 'Success',
      });
      await destroyed(inNetwork);
      expect(JSON.stringify(everythingOf(cloud))).toBe(before);
    } finally {
      await started.stop();
    }
  });
});

const two = (kind: string) => [kind, kind];

async function send(cloud: LocalCloud, deployment: Deployment, phone = defaultPhone): Promise<string> {
  expect(await call(await deployment.output('url'), { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
  return codeFor(cloud, phone);
}

const logInWith = async (deployment: Deployment, code: string, phone = defaultPhone) =>
  call(await deployment.output('url'), { method: 'login', phone, code });

async function destroyed(deployment: Deployment): Promise<void> {
  expect((await deployment.run('destroy', '-auto-approve')).printed).toContain('Destroy complete!');
}

function setPassword({ synthesized }: Deployment, name: string): void {
  const file = join(synthesized, 'stacks', stackNameOf(name), 'password.auto.tfvars.json');
  writeFileSync(file, JSON.stringify({ redis_password: password }));
}

/** What somebody has made in the console: two VPCs with a subnet each, and a Redis instance with a security group in one of them. */
async function madeByHand({ account: { vpc, securityGroups, redis } }: LocalCloud) {
  const region = 'ap-guangzhou';
  const zone = 'ap-guangzhou-3';
  const [first, second] = ['172.16.0.0/16', '172.17.0.0/16'].map((cidrBlock) =>
    vpc.createVpc({ region, name: 'by hand', cidrBlock, tags: { owner: 'platform' } }),
  );
  const [vpcId = '', otherVpcId = ''] = [first?.vpcId, second?.vpcId];
  const { subnetId } = vpc.createSubnet({ vpcId, name: 'by hand', cidrBlock: '172.16.1.0/24', zone, tags: {} });
  const other = vpc.createSubnet({ vpcId: otherVpcId, name: 'by hand', cidrBlock: '172.17.1.0/24', zone, tags: {} });
  const group = securityGroups.create({ region, name: 'by hand', description: '', tags: {} });
  const ingress = [{ action: 'ACCEPT', protocol: 'TCP', port: '6380', cidrBlock: '172.16.0.0/16', description: '' }];
  securityGroups.replaceRules(group.securityGroupId, { ingress, egress: [] });
  const { instanceId } = redis.create({
    region,
    zone,
    name: 'by hand',
    typeId: 15,
    memSize: 1024,
    shards: 1,
    replicas: 1,
    password,
    vpcId,
    subnetId,
    securityGroups: [group.securityGroupId],
    port: 6380,
    billingMode: 'POSTPAID',
    tags: {},
  });
  await expect.poll(() => redis.find(instanceId)?.state, { timeout: 20_000 }).toBe('online');
  return { vpcId, subnetId, otherVpcId, otherSubnetId: other.subnetId, instanceId };
}

/** Everything that the account knows of networks, security groups and Redis. */
function everythingOf({ account: { vpc, securityGroups, redis } }: LocalCloud) {
  return [vpc.vpcs(), vpc.subnets(), securityGroups.groups(), redis.instances()];
}

/** Terraform's message without its frame and its line breaks. */
const flat = (printed: string) => printed.replace(/[\s│╷╵]+/g, ' ');
