import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockTag } from '../../../../infra/operations/stack/state-lock-tag';
import { type LocalCloud, startLocalCloud } from '../../../../local-cloud/local-cloud';
import { environment } from '../../../support/synthesize';

const settings = environment('staging');
const key = 'tencentcloud-terraform-lock';
const bucket = 'sms-state-1300000000';
const prefix = 'sms-verification/sms-verification-staging';
const value = createHash('md5').update(`${bucket}:${prefix}/terraform.tfstate.tflock`).digest('hex');

// platform: cos-lock-tag-stays
describe('The tag that locks a state in COS', () => {
  let cloud: LocalCloud;
  let folder: string;

  beforeEach(async () => {
    cloud = await startLocalCloud();
    folder = await mkdtemp(join(tmpdir(), 'lock-tag-'));
  });
  afterEach(async () => {
    await cloud.stop();
    await rm(folder, { recursive: true });
  });

  /** Writes what `terraform init` stores of a backend, in which a default is null. */
  async function initialize(config: object): Promise<void> {
    await mkdir(join(folder, '.terraform'));
    await writeFile(
      join(folder, '.terraform', 'terraform.tfstate'),
      JSON.stringify({ backend: { type: 'cos', config } }),
    );
  }
  const find = (env: NodeJS.ProcessEnv = {}, stateInCos = true) =>
    findLockTag({ settings, stack: { folder, stateInCos }, env: { ...cloud.env, ...env } });

  it('is found by the bucket and the key of the state', async () => {
    await initialize({ bucket, prefix, key: null });
    expect(await find()).toBeUndefined();
    cloud.account.tagging.createTag({ key, value: 'of another state' });
    expect(await find()).toBeUndefined();
    cloud.account.tagging.createTag({ key, value });
    expect(await find()).toEqual({ key, value });
  });

  it('is not looked for where it cannot be', async () => {
    cloud.account.tagging.createTag({ key, value });
    expect(await find()).toBeUndefined();
    await initialize({ bucket, prefix, key: null });
    expect(await find({}, false)).toBeUndefined();
    expect(await find({ TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/deployer' })).toBeUndefined();
  });

  it('is not said to be missing if the API refuses the call', async () => {
    await initialize({ bucket, prefix, key: null });
    await expect(find({ TENCENTCLOUD_SECRET_KEY: 'wrong' })).rejects.toThrow();
  });
});
