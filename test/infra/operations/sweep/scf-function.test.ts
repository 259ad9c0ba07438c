import { describe, expect, it, onTestFinished } from 'vitest';
import { searchConfig } from '../../../../infra/operations/account-client';
import { scfFunction } from '../../../../infra/operations/sweep/deletions/scf-function';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';
import { newFunction } from '../../../local-cloud/trial-account';

const region = 'ap-guangzhou';
const description = '{"AuthType":"NONE","NetConfig":{"EnableExtranet":true,"EnableIntranet":false}}';
const target = `1300000000.${region}.tencentscf.com`;

describe('The deletion of a function', () => {
  it('takes away its own domain, and leaves that of a function of its name in another namespace', async () => {
    const records = { 'sms.example.com': target, 'shop.example.com': target };
    const { account, env, stop } = await startLocalCloud({ transitionMs: 0, records });
    onTestFinished(stop);
    const { scf, triggers, scfDomains } = account;
    for (const [namespace, domain] of [
      ['default', 'sms.example.com'],
      ['shop', 'shop.example.com'],
    ] as const) {
      const { functionId } = scf.create(newFunction({ namespace }));
      await triggers.create(functionId, { type: 'http', qualifier: '$LATEST', description });
      const endpoints = [{ namespace, functionName: 'Demo', qualifier: '$LATEST', pathMatch: '/*' }];
      scfDomains.create({ domain, region, protocol: 'HTTP', endpoints });
    }
    const attempt = scfFunction.begin(searchConfig(env, region), 'default+Demo');
    await expect.poll(attempt).toBeUndefined();
    expect(scfDomains.domains().map(({ domain }) => domain)).toEqual(['shop.example.com']);
    expect(scf.functions().map(({ namespace }) => namespace)).toEqual(['shop']);
  });
});
