import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findCosLock, findStateLock, type StateLock } from '../../../../infra/operations/stack/state-lock';
import { terraformEnvironment, terraformProgram } from '../../../../infra/operations/terraform-program';
import { createLockingFolder } from '../../../support/locked-state';
import { hasTerraform } from '../../../support/terraform';

/** What Terraform 1.11.4 printed about a lock in COS that a killed Terraform had left behind. */
const locked = `Failed to unlock state: lock id mismatch, 29b4b2c3e2dff7a3c0bf1277fbe4e792 != unknown
Lock Info:
  ID:        29b4b2c3e2dff7a3c0bf1277fbe4e792
  Path:      sms-verification/sms-verification-pr-6/terraform.tfstate.tflock
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-11-24 18:07:30.745668482 +0000 UTC
  Info:
`;
/** What it printed when there was no lock. */
const unlocked =
  'Failed to unlock state: lock file sms-verification/sms-verification-pr-6/terraform.tfstate.tflock not exists\n';

describe('A lock in COS', () => {
  /** Looks for the lock with a program in place of Terraform. */
  async function find(printed: string): Promise<StateLock | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = `#!/bin/sh\n[ "$*" = 'force-unlock -force unknown' ] && cat "$0.txt" >&2\nexit 1\n`;
    await writeFile(join(folder, terraformProgram), script, { mode: 0o755 });
    await writeFile(join(folder, `${terraformProgram}.txt`), printed);
    return findCosLock(folder, { PATH: `${folder}:${process.env.PATH}` });
  }

  it('is the one that Terraform tells when it refuses to release another one', async () => {
    expect(await find(locked)).toEqual({
      id: '29b4b2c3e2dff7a3c0bf1277fbe4e792',
      who: 'ann@laptop',
      since: '2026-11-24 18:07:30 UTC',
    });
  });

  it('is none if there is no lock', async () => {
    expect(await find(unlocked)).toBeUndefined();
  });
});

describe.skipIf(!hasTerraform)('A lock of a state in a file', () => {
  const env = terraformEnvironment();
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function prepare() {
    const locking = await createLockingFolder(root, 'state');
    const stack = { folder: locking.folder, stateInCos: false, stateLocation: join(root, 'state') };
    return { ...locking, stack, find: () => findStateLock(stack, env) };
  }

  it('is found as long as its process works, also without a state, and then not any more', async () => {
    const { stack, find, lock, endWork } = await prepare();
    expect(await find()).toBeUndefined();
    const apply = await lock();
    expect(await find()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      who: expect.stringContaining('@'),
      since: expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$/),
    });
    await endWork();
    expect(await apply.ended()).toMatchObject({ code: 0 });
    const state = await readFile(stack.stateLocation, 'utf8');
    await writeFile(join(root, '.state.lock.info'), '{}');
    expect(await find()).toBeUndefined();
    expect(await readFile(stack.stateLocation, 'utf8')).toBe(state);
  });

  it('ends with its process, although the file about it stays', async () => {
    const { find, lock } = await prepare();
    const { child } = await lock();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readdir(root)).toContain('.state.lock.info');
    expect(await find()).toBeUndefined();
  });
});
