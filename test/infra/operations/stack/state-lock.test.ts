import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findLockId } from '../../../../infra/operations/stack/state-lock';
import { terraformProgram } from '../../../../infra/operations/terraform-program';

/** What Terraform 1.11.4 printed about a lock in COS that a killed Terraform had left behind. */
const locked = `Failed to unlock state: lock id mismatch, 29b4b2c3e2dff7a3c0bf1277fbe4e792 != unknown
Lock Info:
  ID:        29b4b2c3e2dff7a3c0bf1277fbe4e792
  Path:      sms-verification/sms-verification-pr-6/terraform.tfstate.tflock
  Operation: OperationTypeApply
`;
/** What it printed when there was no lock. */
const unlocked =
  'Failed to unlock state: lock file sms-verification/sms-verification-pr-6/terraform.tfstate.tflock not exists\n';

describe('The ID of a lock that was left behind', () => {
  /** Looks for the lock with a program in place of Terraform. */
  async function find(printed: string): Promise<string | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const script = `#!/bin/sh\n[ "$*" = 'force-unlock -force unknown' ] && cat "$0.txt" >&2\nexit 1\n`;
    await writeFile(join(folder, terraformProgram), script, { mode: 0o755 });
    await writeFile(join(folder, `${terraformProgram}.txt`), printed);
    return findLockId(folder, { PATH: `${folder}:${process.env.PATH}` });
  }

  it('is the one that Terraform tells when it refuses another one', async () => {
    expect(await find(locked)).toBe('29b4b2c3e2dff7a3c0bf1277fbe4e792');
  });

  it('is none if there is no lock', async () => {
    expect(await find(unlocked)).toBeUndefined();
  });
});
