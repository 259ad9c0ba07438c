import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCaller } from '../../../../../infra/operations/doctor/account/caller';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { giveStatements, readPolicy } from '../../../policies/deploying-policy';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

describe('The check of the API keys', () => {
  let account: ExaminedAccount;
  let now: number;

  beforeEach(async () => {
    now = Date.now();
    account = await startExaminedAccount({ now: () => now });
  });
  afterEach(() => account.stop());

  const keys = ({
    secretId,
    secretKey,
    token = '',
  }: Record<'secretId' | 'secretKey', string> & { token?: string }) => ({
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_SECURITY_TOKEN: token,
  });
  const roleKeys = () => {
    giveStatements(account.cloud.account, 'deployer', readPolicy('deploy-ci'));
    return account.cloud.account.credentials.assumeRole('deployer', 'github-7');
  };

  it("advises against the owner's keys", async () => {
    expect(await account.check(checkCaller)).toEqual([
      {
        check: 'API keys',
        state: 'note',
        found: `permanent keys of the owner of account ${account.cloud.account.ownerUin}`,
        advice: expect.stringContaining('infra/policies/'),
      },
    ]);
  });

  it('tells the sub-user', async () => {
    const { user } = initialAccount;
    const env = keys(account.cloud.account.credentials.createUserKeys(user.name));
    expect(await account.found(checkCaller, { env })).toEqual([
      `ok: permanent keys of sub-user ${user.uin} of account ${account.cloud.account.ownerUin}`,
    ]);
  });

  it('tells the role and the session of temporary keys', async () => {
    const env = keys(roleKeys());
    const { roleId } = account.cloud.account.cam.role('deployer');
    expect(await account.found(checkCaller, { env })).toEqual([
      `ok: temporary keys of role ${roleId} of account ${account.cloud.account.ownerUin}, session "github-7"`,
    ]);
  });

  it('tells a federated user', async () => {
    const Arn = 'qcs::sts:100000000001:federated-user/100000000002';
    account.answer('GetCallerIdentity', { Arn, AccountId: '100000000001', UserId: '100000000002:anna' });
    const env = { TENCENTCLOUD_SECURITY_TOKEN: '' };
    expect(await account.found(checkCaller, { env })).toEqual([
      'ok: permanent keys of federated user "anna" of account 100000000001',
    ]);
  });

  it.each<[string, string, string, () => NodeJS.ProcessEnv]>([
    [
      'unknown keys',
      'SecretIdNotFound',
      'unknown, disabled, deleted or expired',
      () => ({ TENCENTCLOUD_SECRET_ID: 'AKIDx' }),
    ],
    ['a wrong secret', 'SignatureFailure', 'Copy both once more', () => ({ TENCENTCLOUD_SECRET_KEY: 'mine' })],
    ['a wrong token', 'TokenFailure', 'Get new temporary keys', () => keys({ ...roleKeys(), token: 'other' })],
  ])('refuses %s', async (_, code, advice, env) => {
    const [finding] = await account.check(checkCaller, { env: env() });
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining(advice) });
    expect(finding?.found).toMatch(new RegExp(`^the API refuses them with AuthFailure\\.${code}: `));
    expect(`${finding?.found}${finding?.advice}`).not.toContain(account.cloud.env.TENCENTCLOUD_SECRET_KEY);
  });

  it('names the clock', async () => {
    now += 10 * 60_000;
    const [finding] = await account.check(checkCaller);
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining('clock of this machine') });
    expect(finding?.found).toContain('AuthFailure.SignatureExpire');
  });

  it('refuses keys for a reason that it does not know', async () => {
    account.refuse('GetCallerIdentity', 'AuthFailure.AccessKeyIllegal', 'illegal\nkey');
    const [finding] = await account.check(checkCaller);
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining('TENCENTCLOUD_SECURITY_TOKEN') });
    expect(finding?.found).toBe('the API refuses them with AuthFailure.AccessKeyIllegal: illegal key');
  });

  it.each(['AuthFailure.UnauthorizedOperation', 'InternalError'])('cannot be made after %s', async (code) => {
    account.refuse('GetCallerIdentity', code);
    await expect(account.check(checkCaller)).rejects.toMatchObject({ code });
  });
});
