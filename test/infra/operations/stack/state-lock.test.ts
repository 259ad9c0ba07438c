import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findCosLock, findStateLock, type StateLock } from '../../../../infra/operations/stack/state-lock';
import { terraformEnvironment, terraformProgram } from '../../../../infra/operations/terraform-program';
import { hasTerraform, terraform } from '../../../support/terraform';
import { watchCommand } from '../../../support/watched-command';

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
  /** Starts `terraform apply`, which works as long as a file exists, and waits until it works. */
  async function startWorking() {
    const root = await mkdtemp(join(tmpdir(), 'lock-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const stateLocation = join(root, 'state');
    const stack = { folder: join(root, 'stack'), stateInCos: false, stateLocation };
    await mkdir(stack.folder);
    const working = join(root, 'working');
    await writeFile(working, '');
    // As this test ends, the file is deleted, and with it the process that waits for it.
    const command = `echo works; while [ -e '${working}' ]; do sleep 0.05; done`;
    const provisioner = { 'local-exec': { command } };
    const main = {
      terraform: { backend: { local: { path: '../state' } } },
      resource: { terraform_data: { one: { provisioner } } },
    };
    await writeFile(join(stack.folder, 'main.tf.json'), JSON.stringify(main));
    expect(await terraform(stack.folder, ['init'])).toMatchObject({ code: 0 });
    const env = terraformEnvironment();
    expect(await findStateLock(stack, env)).toBeUndefined();
    const args = ['apply', '-auto-approve', '-input=false', '-no-color'];
    const apply = watchCommand(terraformProgram, args, { cwd: stack.folder, env });
    await apply.prints('(local-exec): works');
    return { stack, env, apply, root, endWork: () => rm(working) };
  }

  it('is found as long as its process works, also without a state, and then not any more', async () => {
    const { stack, env, apply, endWork } = await startWorking();
    const lock = await findStateLock(stack, env);
    expect(lock).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      who: expect.stringContaining('@'),
      since: expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$/),
    });
    await endWork();
    expect(await apply.ended()).toMatchObject({ code: 0 });
    const state = await readFile(stack.stateLocation, 'utf8');
    await writeFile(join(stack.folder, '..', '.state.lock.info'), '{}');
    expect(await findStateLock(stack, env)).toBeUndefined();
    expect(await readFile(stack.stateLocation, 'utf8')).toBe(state);
  });

  it('ends with its process, although the file about it stays', async () => {
    const { stack, env, apply, root } = await startWorking();
    apply.child.kill('SIGKILL');
    await once(apply.child, 'exit');
    expect(await readdir(root)).toContain('.state.lock.info');
    expect(await findStateLock(stack, env)).toBeUndefined();
  });
});
