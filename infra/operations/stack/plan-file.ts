import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Passes the path of a temporary plan to a function, and deletes the plan afterwards. Only this user can read it: it has secrets. */
export async function withPlanFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-plan-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also if a signal ends this process, which then exits without returning to this function.
  process.once('exit', remove);
  try {
    return await use(join(folder, 'plan'));
  } finally {
    remove();
    process.off('exit', remove);
  }
}
