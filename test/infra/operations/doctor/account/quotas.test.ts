import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkFunctionQuota,
  checkSecurityGroupQuota,
  checkVpcQuota,
} from '../../../../../infra/operations/doctor/account/quotas';
import { networkQuotas } from '../../../../../local-cloud/account/vpc-quotas';
import { newFunction } from '../../../../local-cloud/trial-account';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const region = 'ap-guangzhou';
const inMemory = environment('dev', { codeStore: 'memory' });

describe('The check of the quota of', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  const addVpcs = (count: number) => {
    for (let index = 0; index < count; index++) {
      account.cloud.account.vpc.createVpc({ region, name: `vpc-${index}`, cidrBlock: '10.0.0.0/16', tags: {} });
    }
  };
  const addGroups = (count: number) => {
    for (let index = 0; index < count; index++) {
      account.cloud.account.securityGroups.create({ region, name: `group-${index}`, description: '', tags: {} });
    }
  };
  const addFunctions = (count: number) => {
    for (let index = 0; index < count; index++)
      account.cloud.account.scf.create(newFunction({ name: `function-${index}` }));
  };

  describe('VPCs', () => {
    it.each([
      [3, `ok: 3 of 20 VPCs in ${region} are used`],
      [networkQuotas.vpcs - 1, `ok: 19 of 20 VPCs in ${region} are used: the environment gets the last one`],
      [networkQuotas.vpcs, `failure: 20 of 20 VPCs in ${region} are used, and the environment needs one more`],
    ])('counts %d', async (count, found) => {
      addVpcs(count);
      expect(await account.found(checkVpcQuota)).toEqual([found]);
    });

    it('tells where to get more', async () => {
      addVpcs(networkQuotas.vpcs);
      expect((await account.check(checkVpcQuota))[0]?.advice).toContain('docs/deploy.md');
    });

    it('does not count an environment that has its VPC', async () => {
      addVpcs(networkQuotas.vpcs);
      expect(await account.found(checkVpcQuota, { deployed: ['tencentcloud_vpc'] })).toEqual([]);
    });

    it('notes that the limit is not told', async () => {
      account.answer('DescribeVpcLimits', { VpcLimitSet: [] });
      expect(await account.found(checkVpcQuota)).toEqual([
        `note: the API does not tell how many VPCs can be in ${region}`,
      ]);
    });
  });

  describe('security groups', () => {
    it.each([
      [networkQuotas.securityGroups - 1, 'ok', ' are used: the environment gets the last one'],
      [networkQuotas.securityGroups, 'failure', ' are used, and the environment needs one more'],
    ])('counts %d', async (count, state, end) => {
      addGroups(count);
      expect(await account.found(checkSecurityGroupQuota)).toEqual([
        `${state}: ${count} of 50 security groups in ${region}${end}`,
      ]);
    });

    it('is not made for one that exists or is not needed', async () => {
      addGroups(networkQuotas.securityGroups);
      const deployed = ['tencentcloud_security_group'];
      expect(await account.found(checkSecurityGroupQuota, { deployed })).toEqual([]);
      expect(await account.found(checkSecurityGroupQuota, { settings: inMemory })).toEqual([]);
    });
  });

  describe('functions', () => {
    it.each([
      [0, 'ok', ''],
      [49, 'ok', ': the environment gets the last one'],
      [50, 'failure', ', and the environment needs one more'],
    ])('counts %d', async (count, state, end) => {
      addFunctions(count);
      expect(await account.found(checkFunctionQuota)).toEqual([
        `${state}: ${count} of 50 functions in ${region}, namespace default are used${end}`,
      ]);
    });

    it('does not count an environment that has its function', async () => {
      addFunctions(50);
      const deployed = ['tencentcloud_scf_function'];
      expect(await account.found(checkFunctionQuota, { deployed })).toEqual([]);
      expect(await account.found(checkFunctionQuota, { deployed, replaced: deployed })).toEqual([]);
    });

    it('tells what a region without functions can have', async () => {
      account.answer('GetAccount', { AccountUsage: {}, AccountLimit: {} });
      expect(await account.found(checkFunctionQuota)).toEqual([
        `note: the API does not tell how many functions can be in ${region}, namespace default`,
      ]);
    });
  });

  // platform: reserved-concurrency-sum
  describe('reserved memory', () => {
    const dev = environment('dev');
    const reserving = (reservedInstances: number) => ({
      settings: { ...dev, function: { ...dev.function, memoryMb: 1024, reservedInstances } },
      deployed: ['tencentcloud_scf_function'],
    });
    const reserve = (memory: number) => {
      addFunctions(1);
      account.cloud.account.scf.reserve('default', 'function-0', memory);
    };

    it.each([
      [10, 'ok', 10_240],
      [11, 'failure', 11_264],
    ])('is what the others have left for %d instances', async (instances, state, memory) => {
      reserve(104_960);
      expect(await account.found(checkFunctionQuota, reserving(instances))).toEqual([
        `${state}: functions in ${region} can reserve 10240 MB more, and this one reserves ${memory} MB`,
      ]);
    });

    it('tells what to do', async () => {
      reserve(115_200);
      const [finding] = await account.check(checkFunctionQuota, reserving(1));
      expect(finding).toMatchObject({
        state: 'failure',
        advice: expect.stringContaining('function.reservedInstances'),
      });
      expect(finding?.found).toContain('can reserve 0 MB more');
    });

    it('is needed for a function with codes in memory', async () => {
      reserve(115_200);
      const findings = await account.found(checkFunctionQuota, { settings: inMemory });
      expect(findings).toEqual([
        expect.stringMatching(/^ok: 1 of 50 functions/),
        `failure: functions in ${region} can reserve 0 MB more, and this one reserves 128 MB`,
      ]);
    });

    it('is not asked for again, but what is added to it', async () => {
      reserve(115_200);
      expect(await account.found(checkFunctionQuota, { ...reserving(1), reservedMemoryMb: 1024 })).toEqual([]);
      expect(await account.found(checkFunctionQuota, { ...reserving(1), reservedMemoryMb: 2048 })).toEqual([]);
      expect(await account.found(checkFunctionQuota, { ...reserving(3), reservedMemoryMb: 1024 })).toEqual([
        `failure: functions in ${region} can reserve 0 MB more, and this one reserves 2048 MB more`,
      ]);
    });

    it('is unknown if the API does not tell the quota', async () => {
      account.answer('GetAccount', { AccountUsage: null });
      expect(await account.found(checkFunctionQuota, reserving(1))).toEqual([
        `note: the API does not tell the quota of ${region}`,
      ]);
    });
  });
});
