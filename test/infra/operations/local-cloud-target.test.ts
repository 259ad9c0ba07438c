import { describe, expect, it, onTestFinished } from 'vitest';
import {
  describeTarget,
  findEndedCloud,
  findSplitTarget,
  refuseEndedCloud,
} from '../../../infra/operations/local-cloud-target';
import { startLocalCloud } from '../../../local-cloud/local-cloud';

describe('The target of the commands', () => {
  it('is not told if it is Tencent Cloud', () => {
    expect(describeTarget({})).toBeUndefined();
    expect(describeTarget({ API_ENDPOINT: '', TF_REATTACH_PROVIDERS: '' })).toBeUndefined();
    expect(describeTarget({ TF_REATTACH_PROVIDERS: '{"registry.terraform.io/hashicorp/random":{}}' })).toBeUndefined();
  });

  const API_ENDPOINT = 'http://127.0.0.1:9000';
  const TF_REATTACH_PROVIDERS = '{"registry.terraform.io/tencentcloudstack/tencentcloud":{}}';
  const registry = { TENCENTCLOUD_PROTOCOL: 'HTTP', HTTP_PROXY: API_ENDPOINT };

  it.each<[string, NodeJS.ProcessEnv]>([
    ['own', { API_ENDPOINT, TF_REATTACH_PROVIDERS }],
    ['registry’s', { API_ENDPOINT, ...registry }],
  ])('is a local cloud if the commands and Terraform reach it, with its %s provider', (_, env) => {
    expect(describeTarget(env)).toBe(
      'Target: the local cloud at http://127.0.0.1:9000 (API_ENDPOINT), not an account at Tencent Cloud.',
    );
    expect(findSplitTarget(env)).toBeUndefined();
  });

  const remedy = 'Set all the variables that the local cloud prints, or unset it.';

  it.each<[string, NodeJS.ProcessEnv]>([
    ['nothing else', {}],
    ['another provider', { TF_REATTACH_PROVIDERS: '{"registry.terraform.io/hashicorp/random":{}}' }],
    ['a proxy that HTTPS does not use', { HTTP_PROXY: API_ENDPOINT }],
    ['another proxy', { ...registry, HTTP_PROXY: 'http://127.0.0.1:3128' }],
  ])('is refused if Terraform would work on Tencent Cloud: API_ENDPOINT and %s', (_, env) => {
    expect(() => describeTarget({ API_ENDPOINT, ...env })).toThrow(
      `API_ENDPOINT names a local cloud, but Terraform would work on Tencent Cloud. ${remedy}`,
    );
  });

  it('is refused if only Terraform would work on a local cloud', () => {
    expect(() => describeTarget({ TF_REATTACH_PROVIDERS })).toThrow(
      `TF_REATTACH_PROVIDERS names a local cloud, but the commands would search for the environment at Tencent Cloud. ${remedy}`,
    );
  });

  it('is refused if API_ENDPOINT is not the address of a local cloud', () => {
    const env = { API_ENDPOINT: 'cvm.tencentcloudapi.com', TF_REATTACH_PROVIDERS };
    expect(() => describeTarget(env)).toThrow(
      'API_ENDPOINT: found "cvm.tencentcloudapi.com"; allowed: an address such as http://127.0.0.1:9000, or unset.',
    );
    expect(findSplitTarget(env)).toBeUndefined();
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
