import { beforeAll, describe, expect, it } from 'vitest';
import { readTags } from '../../../local-cloud/api/tags';
import { makeNetwork, newFunction, startTrialAccount, type TrialAccount } from '../trial-account';

let trial: TrialAccount;
beforeAll(() => {
  trial = startTrialAccount();
  return () => trial.stop();
});

/** platform: tag-resource-names */
describe('Tags change', () => {
  it('of a function by its namespace and name', () => {
    const { scf, tagging } = trial.account;
    for (const namespace of ['default', 'my-space']) {
      scf.create(newFunction({ namespace, tags: { colour: 'red', size: 'small' } }));
      tagging.modify(`qcs::scf:ap-guangzhou:uin/:namespace/${namespace}/function/Demo`, { colour: 'blue' }, ['size']);
      expect(scf.get(namespace, 'Demo').tags).toEqual({ colour: 'blue' });
    }
    expect(tagging.tagged()).toMatchObject([
      { service: 'scf', prefix: 'namespace', id: 'default/function/Demo' },
      { service: 'scf', prefix: 'namespace', id: 'my-space/function/Demo' },
    ]);
  });

  it('of other resources by their IDs', () => {
    const { vpc, tagging } = trial.account;
    const { subnetId } = makeNetwork(trial.account);
    tagging.modify(`qcs::vpc:ap-guangzhou:uin/:subnet/${subnetId}`, { colour: 'blue' }, []);
    expect(vpc.subnet(subnetId).tags).toEqual({ colour: 'blue' });
  });

  it.each([
    [
      'a resource that does not exist',
      'qcs::scf:ap-guangzhou:uin/:namespace/default/function/none',
      'ResourceNotFound',
    ],
    ['a function by its ID', 'qcs::scf:ap-guangzhou:uin/:lam/lam-1a2b3c4d', 'InvalidParameterValue.ServiceTypeInvalid'],
    ['a resource whose name is no six-part name', 'vpc-1a2b3c4d', 'InvalidParameterValue.ServiceTypeInvalid'],
  ])('not of %s', (_, resource, code) => {
    expect(() => trial.account.tagging.modify(resource, {}, [])).toThrow(expect.objectContaining({ code }));
  });
});

// platform: account-tags
describe('A tag without a resource', () => {
  const lock = { key: 'tencentcloud-terraform-lock', value: '29b4b2c3' };
  const refused = (code: string) => expect.objectContaining({ code });

  it('is created by one caller only, found, and deleted once', () => {
    const { tagging } = trial.account;
    const find = () => tagging.tags().filter(({ value }) => value === lock.value);
    tagging.createTag(lock);
    expect(() => tagging.createTag(lock)).toThrow(refused('ResourceInUse.TagDuplicate'));
    tagging.createTag({ ...lock, value: 'another' });
    expect(find()).toEqual([{ ...lock, isAttached: false }]);
    tagging.deleteTag(lock);
    expect(find()).toEqual([]);
    expect(() => tagging.deleteTag(lock)).toThrow(refused('ResourceNotFound.TagNonExist'));
  });

  // platform: reserved-tag-keys
  it.each(['project', 'project-name', 'qcs:owner', 'tencent', 'qcloud'])('cannot have the key %s', (key) => {
    const create = () => trial.account.tagging.createTag({ key, value: 'a' });
    expect(create).toThrow(refused('InvalidParameter.ReservedTagKey'));
  });

  // platform: reserved-tag-keys
  it('cannot come with a resource under such a key either', () => {
    const { tagging, vpc } = trial.account;
    const { vpcId } = vpc.createVpc({ region: 'ap-guangzhou', name: 'a', cidrBlock: '10.8.0.0/16', tags: {} });
    const resource = `qcs::vpc:ap-guangzhou:uin/:vpc/${vpcId}`;
    expect(() => tagging.modify(resource, { project: 'a' }, [])).toThrow(refused('InvalidParameter.ReservedTagKey'));
    expect(() => readTags([{ Key: 'project', Value: 'a' }])).toThrow(refused('InvalidParameter.ReservedTagKey'));
  });

  it('is none that a resource has', () => {
    const { tagging, vpc } = trial.account;
    vpc.createVpc({ region: 'ap-guangzhou', name: 'tagged', cidrBlock: '10.9.0.0/16', tags: { owner: 'ann' } });
    const tag = { key: 'owner', value: 'ann' };
    expect(() => tagging.createTag(tag)).toThrow(refused('ResourceInUse.TagDuplicate'));
    expect(() => tagging.deleteTag(tag)).toThrow(refused('FailedOperation.TagAttachedResource'));
    expect(tagging.tags()).toContainEqual({ ...tag, isAttached: true });
  });
});
