import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseState, readState } from '../../../../infra/operations/stack/terraform-state';
import { hasTerraform, terraform } from '../../../support/terraform';

const resource = (type: string, name: string, attributes: object, mode = 'managed') => ({
  mode,
  type,
  name,
  instances: [{ attributes }],
});
const stateWith = (...resources: object[]) => parseState(JSON.stringify({ version: 4, resources }));

describe('A state', () => {
  it.each(['', '\n', '{"version":4,"resources":[]}'])('is empty: %j', (text) => {
    const { attributesOf, ...state } = parseState(text);
    expect(state).toEqual({
      revision: undefined,
      types: new Set(),
      ids: new Set(),
      environment: undefined,
      region: undefined,
      account: undefined,
      deletesNetworkFirst: false,
    });
    expect(attributesOf('tencentcloud_vpc')).toEqual([]);
  });

  it('has the types and IDs of what Terraform manages', () => {
    const state = stateWith(
      resource('tencentcloud_vpc', 'v', { id: 'vpc-1' }),
      resource('tencentcloud_scf_function', 'f', { id: 'default+f', function_id: 'lam-1' }),
      resource('tencentcloud_user_info', 'u', { id: 'user' }, 'data'),
      { mode: 'managed', type: 'tencentcloud_redis_instance', name: 'gone', instances: [] },
    );
    expect(state.types).toEqual(new Set(['tencentcloud_vpc', 'tencentcloud_scf_function']));
    expect(state.ids).toEqual(new Set(['vpc-1', 'default+f', 'lam-1']));
    expect(state.attributesOf('tencentcloud_vpc')).toEqual([{ id: 'vpc-1' }]);
  });

  it('has another revision after each change, and than any other state', () => {
    const revisionOf = (lineage: string, serial: number) =>
      parseState(JSON.stringify({ version: 4, lineage, serial, resources: [] })).revision;
    expect(revisionOf('a', 1)).toBe(revisionOf('a', 1));
    expect(new Set([revisionOf('a', 1), revisionOf('a', 2), revisionOf('b', 1)]).size).toBe(3);
  });

  const subnet = resource('tencentcloud_subnet', 's', { id: 'subnet-1', availability_zone: 'ap-guangzhou-3' });
  const output = { value: 'ap-beijing', type: 'string' };

  it('tells its environment by the tags of its resources', () => {
    const tags = { application: 'sms-verification', environment: 'pr-3' };
    const foreign = resource('tencentcloud_vpc', 'v', { id: 'vpc-1', tags: { environment: 'production' } });
    expect(stateWith(foreign, subnet).environment).toBeUndefined();
    expect(stateWith(foreign, resource('tencentcloud_vpc', 'w', { id: 'vpc-2', tags })).environment).toBe('pr-3');
  });

  it('records its region', () => {
    expect(stateWith(subnet, resource('terraform_data', 'region', { id: '1', output })).region).toBe('ap-beijing');
  });

  it.each([
    ['qcs::cam::uin/100000000001:roleName/sms-verification-dev', '100000000001'],
    // The local cloud told no account until it had an ID.
    ['qcs::cam::uin/0:roleName/sms-verification-dev', undefined],
    [null, undefined],
  ])('tells its account by the ARN of its role: %s', (arn, account) => {
    expect(stateWith(resource('tencentcloud_cam_role', 'r', { id: '1', role_arn: arn })).account).toBe(account);
  });

  it('of an older version tells its region by the zone of the subnet', () => {
    expect(stateWith(subnet, resource('terraform_data', 'edition', { id: '1', output })).region).toBe('ap-guangzhou');
  });
});

// platform: state-file-content
describe.skipIf(!hasTerraform)('A state in a file', () => {
  const asked = 'Terraform cannot read the state.';
  // No program can be found.
  const env = { PATH: '' };

  async function applied() {
    const folder = mkdtempSync(join(tmpdir(), 'state-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stack = {
      terraform: { backend: { local: { path: 'state' } } },
      resource: { terraform_data: { region: { input: 'ap-beijing' } } },
      output: { url: { value: 'https://a.example/' } },
    };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    for (const args of [['init'], ['apply', '-auto-approve']]) {
      expect(await terraform(folder, args)).toMatchObject({ code: 0 });
    }
    return folder;
  }

  it('is that of the path which the backend has from the folder that Terraform starts in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'state-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stack = join(folder, 'out', 'one');
    mkdirSync(join(stack, '.terraform'), { recursive: true });
    mkdirSync(join(folder, 'other'));
    symlinkSync(stack, join(folder, 'other', 'linked'));
    const stateOf = async (path: string) => {
      const backend = { config: { path } };
      writeFileSync(join(stack, '.terraform', 'terraform.tfstate'), JSON.stringify({ backend }));
      return [...(await readState(join(folder, 'other', 'linked'), env)).types];
    };
    for (const [name, type] of [
      ['out', 'tencentcloud_vpc'],
      ['other', 'tencentcloud_subnet'],
    ] as const) {
      const state = { version: 4, lineage: 'a', serial: 1, resources: [resource(type, 'r', { id: '1' })] };
      writeFileSync(join(folder, name, 'state'), JSON.stringify(state));
    }
    expect(await stateOf('../state')).toEqual(['tencentcloud_vpc']);
    expect(await stateOf(join(folder, 'other', 'state'))).toEqual(['tencentcloud_subnet']);
  });

  it('is read without Terraform, as Terraform itself would print it', async () => {
    const folder = await applied();
    const { attributesOf, ...state } = await readState(folder, env);
    const { attributesOf: ofPulled, ...pulled } = parseState((await terraform(folder, ['state', 'pull'])).printed);
    expect(state).toEqual(pulled);
    expect(state).toMatchObject({ region: 'ap-beijing' });
    expect(attributesOf('terraform_data')).toEqual(ofPulled('terraform_data'));
  });

  it('is left to Terraform if another workspace, folder or form may be meant', async () => {
    const folder = await applied();
    await expect(readState(folder, { ...env, TF_WORKSPACE: 'other' })).rejects.toThrow(asked);
    await expect(readState(folder, { ...env, TF_DATA_DIR: 'other' })).rejects.toThrow(asked);
    for (const text of ['', '{"version":3}', '{"serial":1,"lineage":"a","encrypted_data":"b"}']) {
      writeFileSync(join(folder, 'state'), text);
      await expect(readState(folder, env)).rejects.toThrow(asked);
    }
  });
});
