import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  forgetInitialization,
  type InitializedFolder,
  isInitialized,
  recordInitialization,
} from '../../../../infra/operations/stack/initialization-record';

const providerFile = join('.terraform', 'providers', 'registry', 'one', 'linux', 'provider');

/** A folder as after `terraform init`. */
function initialized(): InitializedFolder {
  const folder = mkdtempSync(join(tmpdir(), 'initialized-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, providerFile, '..'), { recursive: true });
  const files = {
    'cdk.tf.json': JSON.stringify({ terraform: { backend: { local: { path: 'a' } } }, resource: {} }),
    '.terraform.lock.hcl': 'hashes',
    [join('.terraform', 'terraform.tfstate')]: '{"backend":{}}',
    [providerFile]: 'program',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const one = { folder, env: { PATH: process.env.PATH, TF_REATTACH_PROVIDERS: '{"tencentcloud":{"Pid":1}}' } };
  recordInitialization(one);
  return one;
}

// platform: init-repeated
describe('A record that a folder was initialized', () => {
  it('holds for other resources, and for another process of the same provider', () => {
    const { folder, env } = initialized();
    const terraform = { backend: { local: { path: 'a' } } };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform, resource: { more: {} } }));
    expect(isInitialized({ folder, env: { ...env, TF_REATTACH_PROVIDERS: '{"tencentcloud":{"Pid":2}}' } })).toBe(true);
  });

  it.each([
    ['cdk.tf.json', '{"terraform":{"backend":{"local":{"path":"b"}}}}'],
    ['.terraform.lock.hcl', 'others'],
    [join('.terraform', 'terraform.tfstate'), '{}'],
    [join('.terraform', 'environment'), 'workspace'],
    [providerFile, 'another program'],
    [`${providerFile}-2`, ''],
  ])('does not hold for another %s', (file, text) => {
    const one = initialized();
    writeFileSync(join(one.folder, file), text);
    expect(isInitialized(one)).toBe(false);
  });

  it.each([
    { TF_REATTACH_PROVIDERS: '' },
    { TF_WORKSPACE: 'other' },
    { TF_CLI_ARGS_init: '-upgrade' },
    { TF_DATA_DIR: 'elsewhere' },
    { PATH: '' },
  ])('does not hold with %o', (variables) => {
    const { folder, env } = initialized();
    expect(isInitialized({ folder, env: { ...env, ...variables } })).toBe(false);
  });

  it('is gone with the folder of Terraform, and when it is forgotten', () => {
    const one = initialized();
    forgetInitialization(one.folder);
    expect(isInitialized(one)).toBe(false);
    const other = initialized();
    rmSync(join(other.folder, '.terraform'), { recursive: true });
    recordInitialization(other);
    expect(isInitialized(other)).toBe(false);
  });

  it('is not made with options in the process environment, whose files may change', () => {
    const { folder, env } = initialized();
    forgetInitialization(folder);
    for (const options of [{ TF_CLI_ARGS_init: '-backend-config=file' }, { TF_CLI_ARGS: '-no-color' }]) {
      const one = { folder, env: { ...env, ...options } };
      recordInitialization(one);
      expect(isInitialized(one)).toBe(false);
    }
  });

  it('does not hold after the folder with shared providers was deleted', () => {
    const one = initialized();
    const shared = mkdtempSync(join(tmpdir(), 'providers-'));
    symlinkSync(shared, join(one.folder, providerFile, '..', 'linked'));
    recordInitialization(one);
    expect(isInitialized(one)).toBe(true);
    rmSync(shared, { recursive: true });
    expect(isInitialized(one)).toBe(false);
  });

  it('holds with a provider that is a link to a file, until that changes', () => {
    const one = initialized();
    const file = join(one.folder, 'program');
    writeFileSync(file, '');
    symlinkSync(file, join(one.folder, providerFile, '..', 'linked'));
    recordInitialization(one);
    expect(isInitialized(one)).toBe(true);
    writeFileSync(file, 'another');
    expect(isInitialized(one)).toBe(false);
  });
});
