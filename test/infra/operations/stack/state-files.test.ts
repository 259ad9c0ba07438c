import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  adviseBackup,
  deleteStateFiles,
  describeKeptBackup,
  findDamage,
} from '../../../../infra/operations/stack/state-files';
import { parseState } from '../../../../infra/operations/stack/terraform-state';
import { environment } from '../../../support/synthesize';
import { stackSession } from './stack-session';

const vpc = { type: 'tencentcloud_vpc', id: 'vpc-1' };
const stateOf = (environmentName: string, version = 4) =>
  JSON.stringify({
    version,
    resources: [
      {
        mode: 'managed',
        type: vpc.type,
        name: 'v',
        instances: [
          { attributes: { id: vpc.id, tags: { application: 'sms-verification', environment: environmentName } } },
        ],
      },
    ],
  });
const empty = '{"version":4,"lineage":"a","serial":7,"resources":[]}';
const emptied = parseState(empty);
const encrypted = '{"serial":1,"lineage":"a","encrypted_data":"b"}';

/** A session of dev with its state in a file, and the files beside it. */
function sessionWith(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const session = stackSession(environment('dev'));
  const stack = { ...session.stack, folder, stateLocation: join(folder, 'state') };
  return { session: { ...session, stack }, folder };
}

describe('The backup of a state', () => {
  it.each([
    ['lost', {}],
    ['emptied', { state: '' }],
    ['without resources', { state: empty }],
    ['damaged', { state: '{"version":4,' }],
  ])('is the way back if the state is %s, with the command', (_, files) => {
    const { session, folder } = sessionWith({ ...files, 'state.backup': stateOf('dev') });
    const [sentence = '', command] = adviseBackup(session, [vpc]);
    expect(sentence).toContain('make diff ENVIRONMENT=dev');
    expect(command).toBe(`  cp ${join(folder, 'state.backup')} ${join(folder, 'state')}`);
    expect(adviseBackup(session)).toEqual([sentence, command]);
  });

  it.each([
    ['the state has resources', { state: stateOf('dev'), 'state.backup': stateOf('dev') }],
    ['the state is encrypted', { state: encrypted, 'state.backup': stateOf('dev') }],
    ['there is none', { state: '' }],
    ['it has no resources', { 'state.backup': empty }],
    ['it is damaged, too', { 'state.backup': '{' }],
    ['it is another environment’s', { 'state.backup': stateOf('prod') }],
  ])('is no way back if %s', (_, files) => {
    const { session } = sessionWith(files);
    expect(adviseBackup(session, [vpc])).toEqual([]);
    expect(adviseBackup(session)).toEqual([]);
  });

  it('is no way back to parts that it does not have', () => {
    const { session } = sessionWith({ 'state.backup': stateOf('dev') });
    expect(adviseBackup(session, [{ ...vpc, id: 'vpc-2' }])).toEqual([]);
  });

  it('is not looked for if the state may be elsewhere', () => {
    const { session } = sessionWith({ 'state.backup': stateOf('dev') });
    expect(adviseBackup({ ...session, env: { TF_WORKSPACE: 'other' } })).toEqual([]);
    expect(adviseBackup({ ...session, stack: { ...session.stack, stateInCos: true } })).toEqual([]);
  });

  it('stays if nothing was found in the account, and is named then', () => {
    const { session, folder } = sessionWith({ 'state.backup': stateOf('dev') });
    expect(describeKeptBackup(session)).toContain(`${join(folder, 'state.backup')} stays: `);
    expect(describeKeptBackup(sessionWith({ 'state.backup': '' }).session)).toBe('');
  });
});

describe('A state in a file', () => {
  const files = {
    'state.backup': stateOf('dev'),
    'terraform.tfstate.1700000000.backup': stateOf('dev'),
    'cdk.tf.json': '{}',
  };

  it('is deleted with its backups once it is empty, and nothing else is', () => {
    const { session, folder } = sessionWith({ ...files, state: empty });
    expect(deleteStateFiles(session, emptied)).toBe(true);
    expect(readdirSync(folder)).toEqual(['cdk.tf.json']);
  });

  it.each([
    ['resources', stateOf('dev')],
    ['a form of its own', encrypted],
    ['no JSON', '{'],
  ])('is not deleted if it has %s', (_, state) => {
    const { session, folder } = sessionWith({ ...files, state });
    const before = readdirSync(folder);
    expect(deleteStateFiles(session, emptied)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['locked', { state: empty, '.state.lock.info': '{}' }],
    ['changed', { state: empty.replace('7', '8') }],
    ['created anew', { state: empty.replace('"a"', '"b"') }],
    ['emptied', { state: '' }],
  ])('is not deleted if another deployment has %s it since', (_, others) => {
    const { session, folder } = sessionWith({ ...files, ...others });
    const before = readdirSync(folder);
    expect(deleteStateFiles(session, emptied)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is not deleted if another one is in use', () => {
    const { session, folder } = sessionWith({ ...files, state: empty });
    expect(deleteStateFiles({ ...session, stack: { ...session.stack, stateInCos: true } }, emptied)).toBe(false);
    mkdirSync(join(folder, '.terraform'));
    writeFileSync(join(folder, '.terraform', 'environment'), 'other');
    expect(deleteStateFiles(session, emptied)).toBe(false);
    expect(readdirSync(folder)).toContain('state.backup');
  });

  it('is not deleted if it is elsewhere, and a link leads to it', () => {
    const { session, folder } = sessionWith({ ...files, elsewhere: empty });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'state'));
    const before = readdirSync(folder);
    expect(deleteStateFiles(session, emptied)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is neither empty nor damaged if it cannot be read', () => {
    const { session, folder } = sessionWith(files);
    mkdirSync(join(folder, 'state'));
    expect(findDamage(session)).toBeUndefined();
    expect(adviseBackup(session)).toEqual([]);
  });

  it.each([
    ['no JSON, with a backup', '{"reso', { 'state.backup': stateOf('dev') }, /^A backup has the state .*\n {2}cp /],
    ['no JSON, without one', '{"reso', {}, /^Restore it from a backup of this machine/],
    ['of another shape', '{"version":4,"resources":1}', {}, /^Restore it from a backup of this machine/],
  ])('is damaged if it is %s', (_, state, others, advice) => {
    const { session, folder } = sessionWith({ ...others, state });
    expect(findDamage(session)).toEqual({
      found: `${join(folder, 'state')} is damaged: it is no state`,
      advice: expect.stringMatching(advice),
    });
  });

  it.each(['', empty, encrypted])('is not damaged: %j', (state) => {
    expect(findDamage(sessionWith({ state }).session)).toBeUndefined();
  });
});
