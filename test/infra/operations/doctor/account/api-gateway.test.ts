import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkApiGateway } from '../../../../../infra/operations/doctor/account/api-gateway';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const settings = environment('dev', { trigger: 'api-gateway' });

describe('The check of API Gateway', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  it('is content with an account that has services', async () => {
    const common = { name: 'one', description: '', protocol: 'http&https', netTypes: ['OUTER'], tags: {} };
    await account.cloud.account.gateway.createService(common);
    expect(await account.found(checkApiGateway, { settings })).toEqual(['ok: the account has 1 service in the region']);
  });

  it('notes that the account has none yet', async () => {
    expect(await account.found(checkApiGateway, { settings })).toEqual([
      'note: it answers, but has no service in this region yet; whether it still creates one no call tells',
    ]);
  });

  it.each(['UnsupportedOperation', 'OperationDenied', 'UnauthorizedOperation', 'InvalidAction'])(
    'refuses the trigger after %s',
    async (code) => {
      account.refuse('DescribeServicesStatus', code, 'the service is\nclosed.');
      expect(await account.check(checkApiGateway, { settings })).toEqual([
        {
          check: 'API Gateway',
          state: 'failure',
          found: `it refuses this account (${code}: the service is closed): API Gateway can no longer be bought`,
          advice: 'Set `trigger` to `function-url` in infra/settings/own-presets.ts.',
        },
      ]);
    },
  );

  it.each([
    ['AuthFailure.UnauthorizedOperation', ''],
    ['UnauthorizedOperation.CamNoAuth', ''],
    ['UnauthorizedOperation', 'you are not authorized to perform operation (apigw:DescribeServicesStatus)'],
    ['RequestLimitExceeded', ''],
    ['InternalError', ''],
  ])('cannot be made after %s %s', async (code, message) => {
    account.refuse('DescribeServicesStatus', code, message);
    await expect(account.check(checkApiGateway, { settings })).rejects.toMatchObject({ code });
  });

  it('is not made for a Function URL', async () => {
    account.refuse('DescribeServicesStatus', 'OperationDenied');
    expect(await account.check(checkApiGateway)).toEqual([]);
    expect(account.calls).toEqual([]);
  });
});
