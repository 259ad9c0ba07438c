import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Runs the program in a process of its own, so that its heap has nothing of other tests. */
async function measureHeap(mode: 'as it is' | 'with a leak'): Promise<number[]> {
  const program = fork(join(__dirname, 'growth-program.ts'), [mode], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = once(program, 'exit').then(([code]) => Promise.reject(new Error(`The program exited with ${code}.`)));
  const [heap] = await Promise.race([once(program, 'message'), failed]);
  program.disconnect();
  return heap;
}

/** How many times as much memory is used after all periods as after the second one. The first one still loads code. */
const growth = ([, second = 0, ...later]: readonly number[]) => (later.at(-1) ?? 0) / second;

describe('The memory store', () => {
  it('does not grow from one period to the next', async () => {
    expect(growth(await measureHeap('as it is'))).toBeLessThan(1.05);
  });

  it('would be found to grow', async () => {
    expect(growth(await measureHeap('with a leak'))).toBeGreaterThan(1.05);
  });
});
