import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountAccess } from '../../../../infra/operations/doctor/account-access';

const keys = { TENCENTCLOUD_SECRET_ID: 'AKIDtest', TENCENTCLOUD_SECRET_KEY: 'secret' };

describe('The access to the account', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'home-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is in the region of the environment, whatever the process environment says, and ends with the check', () => {
    const env = { ...keys, TENCENTCLOUD_SECURITY_TOKEN: 'token', TENCENTCLOUD_REGION: 'ap-beijing' };
    expect(accountAccess(env, 'ap-guangzhou', home)).toEqual({
      credential: { secretId: 'AKIDtest', secretKey: 'secret', token: 'token' },
      region: 'ap-guangzhou',
      profile: { httpProfile: { reqTimeout: 8 } },
    });
  });

  it('fails without keys, and names the variables', () => {
    expect(accountAccess({ TENCENTCLOUD_SECRET_ID: 'AKIDtest' }, 'ap-guangzhou', home)).toMatchObject({
      check: 'Credentials',
      state: 'failure',
      found: 'TENCENTCLOUD_SECRET_KEY is not set: API credentials of the account, as for a deployment',
    });
  });

  it.each<[string, string]>([
    ['TENCENTCLOUD_SECRET_ID', 'AKID世界'],
    ['TENCENTCLOUD_SECRET_KEY', 'sécret'],
    ['TENCENTCLOUD_SECRET_KEY', 'secret\n'],
    ['TENCENTCLOUD_SECURITY_TOKEN', 'a token'],
  ])('fails with %s that no HTTP header takes, without showing it', (name, value) => {
    const finding = accountAccess({ ...keys, [name]: value }, 'ap-guangzhou', home);
    expect(finding).toMatchObject({ state: 'failure', found: expect.stringContaining(`${name} has characters`) });
    expect(JSON.stringify(finding)).not.toContain(value.trim());
  });

  it.each(['TENCENTCLOUD_PROFILE', 'TENCENTCLOUD_SHARED_CREDENTIALS_DIR', 'TENCENTCLOUD_CAM_ROLE_NAME'])(
    'is a warning if Terraform has keys by %s',
    (name) => {
      const finding = { state: 'warning', found: expect.stringContaining(`from ${name}`) };
      expect(accountAccess({ [name]: 'x' }, 'ap-guangzhou', home)).toMatchObject(finding);
      expect(accountAccess({ [name]: 'x', ...keys }, 'ap-guangzhou', home)).not.toHaveProperty('state');
    },
  );

  it('is a warning if Terraform has keys of a profile', async () => {
    await mkdir(join(home, '.tccli'));
    await writeFile(join(home, '.tccli', 'default.credential'), '{}');
    expect(accountAccess({}, 'ap-guangzhou', home)).toMatchObject({ state: 'warning' });
  });

  it('is a warning if Terraform assumes a role', () => {
    const env = { ...keys, TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/deployer' };
    expect(accountAccess(env, 'ap-guangzhou', home)).toMatchObject({
      state: 'warning',
      found: expect.stringContaining('TENCENTCLOUD_ASSUME_ROLE_ARN'),
    });
  });
});
