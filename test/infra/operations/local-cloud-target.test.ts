import { describe, expect, it, onTestFinished } from 'vitest';
import { describeTarget, findEndedCloud, refuseEndedCloud } from '../../../infra/operations/local-cloud-target';
import { startLocalCloud } from '../../../local-cloud/local-cloud';

describe('The target of the commands', () => {
  it('is not told if it is Tencent Cloud', () => {
    expect(describeTarget({})).toBeUndefined();
    expect(describeTarget({ API_ENDPOINT: '', TF_REATTACH_PROVIDERS: '' })).toBeUndefined();
    expect(describeTarget({ TF_REATTACH_PROVIDERS: '{"registry.terraform.io/hashicorp/random":{}}' })).toBeUndefined();
  });

  it.each([
    [{ API_ENDPOINT: 'http://127.0.0.1:9000' }, 'the local cloud at http://127.0.0.1:9000 (API_ENDPOINT)'],
    [
      { TF_REATTACH_PROVIDERS: '{"registry.terraform.io/tencentcloudstack/tencentcloud":{}}' },
      'the local cloud that TF_REATTACH_PROVIDERS names',
    ],
  ])('is a local cloud with %j', (env, target) => {
    expect(describeTarget(env)).toBe(`Target: ${target}, not an account at Tencent Cloud.`);
  });
});

describe('A local cloud', () => {
  it('that runs is no obstacle, nor is none', async () => {
    const cloud = await startLocalCloud();
    onTestFinished(() => cloud.stop());
    expect(await findEndedCloud(cloud.env)).toBeUndefined();
    expect(await findEndedCloud({})).toBeUndefined();
    await refuseEndedCloud(cloud.env);
  });

  it('that has ended is told with the variables that name it', async () => {
    const cloud = await startLocalCloud();
    await cloud.stop();
    const { API_ENDPOINT, TF_REATTACH_PROVIDERS } = cloud.env;
    const found = async (env: NodeJS.ProcessEnv) => (await findEndedCloud(env))?.found;
    expect(await found(cloud.env)).toBe('API_ENDPOINT and TF_REATTACH_PROVIDERS name a local cloud that has ended');
    expect(await found({ API_ENDPOINT })).toBe('API_ENDPOINT names a local cloud that has ended');
    expect(await found({ TF_REATTACH_PROVIDERS })).toBe('TF_REATTACH_PROVIDERS names a local cloud that has ended');
    await expect(refuseEndedCloud(cloud.env)).rejects.toThrow(
      'name a local cloud that has ended. Start it again and set the variables that it prints',
    );
  });

  it.each([
    ['API_ENDPOINT', 'nonsense'],
    ['TF_REATTACH_PROVIDERS', 'nonsense'],
    ['TF_REATTACH_PROVIDERS', '{"a":{"Addr":null}}'],
  ])('is none if %s is %s, which others refuse', async (name, value) => {
    expect(await findEndedCloud({ [name]: value })).toBeUndefined();
  });
});
