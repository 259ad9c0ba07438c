import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processState } from './process-state';

describe('The instances of a function', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('end when the process that started them ends by %s', async (signal) => {
    const args = ['--import', 'tsx', join(__dirname, 'sleeping-parent.ts')];
    const folder = mkdtempSync(join(tmpdir(), 'parent-'));
    const env = { ...process.env, TMPDIR: folder };
    const parent = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      parent.kill('SIGKILL');
      // A killed process does not remove the unpacked code, whose folder is read-only.
      for (const left of readdirSync(folder)) chmodSync(join(folder, left), 0o755);
      rmSync(folder, { recursive: true });
    });
    const [line] = await once(parent.stdout, 'data');
    const pids: number[] = JSON.parse(String(line));
    await expect.poll(() => pids.map(processState)).toEqual(['T', 'R']);
    parent.kill(signal);
    await once(parent, 'exit');
    await expect.poll(() => pids.map(processState), { timeout: 5000 }).toEqual(['', '']);
  });
});
